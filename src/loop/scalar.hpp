// What each operation means for numbers: used to fold constants and by the interpreter, so that both agree.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "base/half.hpp"
#include "loop/expression.hpp"
#include "loop/gamma.hpp"

namespace pellucid::inline v0::loop::scalar {

/// How the elements of a dtype are computed with: 16-bit floats as float, each result rounded back.
template <class T>
struct Number {
  using Value = T;
  static Value rounded(Value value) { return value; }
};
template <>
struct Number<Float16> {
  using Value = float;
  static float rounded(float value) { return to_float(to_float16(value)); }
};
template <>
struct Number<BFloat16> {
  using Value = float;
  static float rounded(float value) { return to_float(to_bfloat16(value)); }
};

/// Calls `f` with a value of the C++ type that stores `dtype` (its value says nothing).
template <class F>
decltype(auto) with_type(DType dtype, F&& f) {
  switch (dtype) {
    case DType::boolean: return f(bool{});
    case DType::int8: return f(std::int8_t{});
    case DType::int16: return f(std::int16_t{});
    case DType::int32: return f(std::int32_t{});
    case DType::int64: return f(std::int64_t{});
    case DType::uint8: return f(std::uint8_t{});
    case DType::uint16: return f(std::uint16_t{});
    case DType::uint32: return f(std::uint32_t{});
    case DType::uint64: return f(std::uint64_t{});
    case DType::float16: return f(Float16{});
    case DType::bfloat16: return f(BFloat16{});
    case DType::float32: return f(float{});
    default: return f(double{});
  }
}

template <class V>
inline constexpr bool is_float = std::floating_point<V>;

/// Integers wrap: computed modulo 2^64, then cut to their width.
template <std::integral V>
std::uint64_t bits(V value) {
  return static_cast<std::uint64_t>(value);
}

template <class V>
V floor_divide(V a, V b) {
  if constexpr (is_float<V>) return std::floor(a / b);
  else if constexpr (std::is_unsigned_v<V>) return b == 0 ? V{0} : static_cast<V>(a / b);
  else {
    if (b == 0) return 0;
    if (b == -1) return static_cast<V>(0 - bits(a));
    return static_cast<V>(a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0));
  }
}

template <class V>
V modulo(V a, V b) {
  if constexpr (is_float<V>) {
    const V rest = std::fmod(a, b);  // exact, with the sign of a
    if (rest == 0) return std::copysign(rest, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
  } else if constexpr (std::is_unsigned_v<V>) return b == 0 ? V{0} : static_cast<V>(a % b);
  else {
    if (b == 0 || b == -1) return 0;
    const V rest = static_cast<V>(a % b);
    return rest != 0 && (rest < 0) != (b < 0) ? static_cast<V>(rest + b) : rest;
  }
}

/// x shifted by `count` bits, where a negative count is a large one: nothing of x is left then.
template <std::integral V>
V shift(bool left, V x, V count) {
  constexpr std::uint64_t width = 8 * sizeof(V);
  const bool leaves = count >= 0 && bits(count) < width;
  if (left) return leaves ? static_cast<V>(bits(x) << bits(count)) : V{0};
  return leaves ? static_cast<V>(x >> count) : x < 0 ? static_cast<V>(-1) : V{0};
}

/// add to polygamma
template <Operation op, class V>
V binary(V a, V b) {
  if constexpr (op == Operation::floor_divide) return floor_divide(a, b);
  else if constexpr (op == Operation::modulo) return modulo(a, b);
  else if constexpr (op == Operation::minimum) return a < b || a != a ? a : b;
  else if constexpr (op == Operation::maximum) return a > b || a != a ? a : b;
  else if constexpr (is_float<V>) {
    if constexpr (op == Operation::add) return a + b;
    else if constexpr (op == Operation::subtract) return a - b;
    else if constexpr (op == Operation::multiply) return a * b;
    else if constexpr (op == Operation::divide) return a / b;
    else if constexpr (op == Operation::flow_product) return a != 0 && b != 0 ? a * b : 0;
    else if constexpr (op == Operation::polygamma) return polygamma(a, b);
    else return std::pow(a, b);
  } else {
    if constexpr (op == Operation::add) return static_cast<V>(bits(a) + bits(b));
    else if constexpr (op == Operation::subtract) return static_cast<V>(bits(a) - bits(b));
    else if constexpr (op == Operation::bitwise_and) return static_cast<V>(a & b);
    else if constexpr (op == Operation::bitwise_or) return static_cast<V>(a | b);
    else if constexpr (op == Operation::bitwise_xor) return static_cast<V>(a ^ b);
    else if constexpr (op == Operation::left_shift || op == Operation::right_shift) return shift(op == Operation::left_shift, a, b);
    else return static_cast<V>(bits(a) * bits(b));
  }
}

/// negate, absolute, sign, bitwise_not
template <Operation op, class V>
V unary(V a) {
  if constexpr (op == Operation::sign) return a != a ? a : static_cast<V>((a > 0 ? 1 : 0) - (a < 0 ? 1 : 0));
  else if constexpr (is_float<V>) return op == Operation::negate ? -a : std::fabs(a);
  else if constexpr (op == Operation::bitwise_not) return static_cast<V>(~bits(a));
  else return op == Operation::negate || a < 0 ? static_cast<V>(0 - bits(a)) : a;
}

/// 1 / cosh(a)^2, of which nothing is rounded away before it is a denormal number.
template <std::floating_point V>
V sech_squared(V a) {
  const V e = std::exp(-2 * std::fabs(a)), tail = e / (1 + e);
  return 4 * tail * (1 - tail);
}

/// square_root to round
template <Operation op, std::floating_point V>
V function(V a) {
  if constexpr (op == Operation::square_root) return std::sqrt(a);
  else if constexpr (op == Operation::exponential) return std::exp(a);
  else if constexpr (op == Operation::expm1) return std::expm1(a);
  else if constexpr (op == Operation::logarithm) return std::log(a);
  else if constexpr (op == Operation::log1p) return std::log1p(a);
  else if constexpr (op == Operation::sine) return std::sin(a);
  else if constexpr (op == Operation::cosine) return std::cos(a);
  else if constexpr (op == Operation::tangent) return std::tan(a);
  else if constexpr (op == Operation::tanh) return std::tanh(a);
  else if constexpr (op == Operation::sech_squared) return sech_squared(a);
  else if constexpr (op == Operation::erf) return std::erf(a);
  else if constexpr (op == Operation::erfc) return std::erfc(a);
  else if constexpr (op == Operation::log_gamma) return log_gamma(a);
  else if constexpr (op == Operation::floor) return std::floor(a);
  else if constexpr (op == Operation::ceil) return std::ceil(a);
  else return std::nearbyint(a);
}

/// less to not_equal
template <Operation op, class V>
bool compare(V a, V b) {
  if constexpr (op == Operation::less) return a < b;
  else if constexpr (op == Operation::less_equal) return a <= b;
  else if constexpr (op == Operation::equal) return a == b;
  else return a != b;
}

template <class V>
V fma(V a, V b, V c) {
  return std::fma(a, b, c);
}

/// From and to the values computed with (float for 16-bit floats: `To` is then the storage type).
template <class To, class From>
typename Number<To>::Value convert(From value) {
  using Value = typename Number<To>::Value;
  if constexpr (std::same_as<To, bool>) return value != 0;
  else if constexpr (is_float<Value>) return Number<To>::rounded(static_cast<Value>(value));
  else if constexpr (is_float<From>) {
    // The limits are powers of two, or one less: what is at or beyond them saturates, everything between truncates to a value that fits.
    if (value != value) return 0;
    if (value >= std::ldexp(From{1}, std::numeric_limits<To>::digits)) return std::numeric_limits<To>::max();
    if (value <= static_cast<From>(std::numeric_limits<To>::min())) return std::numeric_limits<To>::min();
    return static_cast<To>(value);
  } else return static_cast<To>(value);
}

template <class T>
typename Number<T>::Value neutral(Reduction reduction) {
  using Value = typename Number<T>::Value;
  using Limits = std::numeric_limits<Value>;
  switch (reduction) {
    case Reduction::sum: return Value{0};
    case Reduction::product: return Value{1};
    case Reduction::minimum: return is_float<Value> ? Limits::infinity() : Limits::max();
    default: return is_float<Value> ? -Limits::infinity() : Limits::lowest();
  }
}

}  // namespace pellucid::inline v0::loop::scalar
