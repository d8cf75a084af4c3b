#include "loop/fold.hpp"

#include <algorithm>

#include "loop/node.hpp"
#include "loop/operation.hpp"
#include "loop/scalar.hpp"

namespace pellucid::inline v0::loop {

namespace {

// `f` of two integers of the dtype's type, given and returned as int64. Bools compare as the bytes that hold them.
template <class F>
std::int64_t in_type(DType dtype, std::int64_t a, std::int64_t b, const F& f) {
  return scalar::with_type(dtype == DType::boolean ? DType::uint8 : dtype, [&](auto type) -> std::int64_t {
    using T = decltype(type);
    if constexpr (std::integral<T> && !std::same_as<T, bool>) return static_cast<std::int64_t>(f(static_cast<T>(a), static_cast<T>(b)));
    else return 0;
  });
}

template <Operation op>
std::int64_t binary(DType dtype, std::int64_t a, std::int64_t b) {
  return in_type(dtype, a, b, [](auto x, auto y) { return scalar::binary<op>(x, y); });
}

template <Operation op>
std::int64_t unary(DType dtype, std::int64_t a) {
  return in_type(dtype, a, 0, [](auto x, auto) { return scalar::unary<op>(x); });
}

template <Operation op>
std::int64_t compare(DType dtype, std::int64_t a, std::int64_t b) {
  return in_type(dtype, a, b, [](auto x, auto y) { return scalar::compare<op>(x, y); });
}

std::int64_t convert(DType from, DType to, std::int64_t a) {
  return in_type(from, a, 0, [&](auto x, auto) { return in_type(to, static_cast<std::int64_t>(x), 0, [](auto y, auto) { return y; }); });
}

std::optional<std::int64_t> value_of(const ExpressionNode& node) {
  const DType from = node.arguments[0]->dtype;
  const std::int64_t a = node.arguments[0]->integer, b = node.arguments.size() > 1 ? node.arguments[1]->integer : 0;
  switch (node.operation) {
    case Operation::cast: return node.dtype == DType::boolean ? a != 0 : convert(from, node.dtype, a);
    case Operation::add: return binary<Operation::add>(from, a, b);
    case Operation::subtract: return binary<Operation::subtract>(from, a, b);
    case Operation::multiply: return binary<Operation::multiply>(from, a, b);
    case Operation::floor_divide: return binary<Operation::floor_divide>(from, a, b);
    case Operation::modulo: return binary<Operation::modulo>(from, a, b);
    case Operation::bitwise_and: return binary<Operation::bitwise_and>(from, a, b);
    case Operation::bitwise_or: return binary<Operation::bitwise_or>(from, a, b);
    case Operation::bitwise_xor: return binary<Operation::bitwise_xor>(from, a, b);
    case Operation::left_shift: return binary<Operation::left_shift>(from, a, b);
    case Operation::right_shift: return binary<Operation::right_shift>(from, a, b);
    case Operation::minimum: return binary<Operation::minimum>(from, a, b);
    case Operation::maximum: return binary<Operation::maximum>(from, a, b);
    case Operation::negate: return unary<Operation::negate>(from, a);
    case Operation::absolute: return unary<Operation::absolute>(from, a);
    case Operation::sign: return unary<Operation::sign>(from, a);
    case Operation::bitwise_not: return unary<Operation::bitwise_not>(from, a);
    case Operation::less: return compare<Operation::less>(from, a, b);
    case Operation::less_equal: return compare<Operation::less_equal>(from, a, b);
    case Operation::equal: return compare<Operation::equal>(from, a, b);
    case Operation::not_equal: return compare<Operation::not_equal>(from, a, b);
    case Operation::logical_and: return a & b;
    case Operation::logical_or: return a | b;
    case Operation::logical_not: return 1 - a;
    default: return std::nullopt;
  }
}

}  // namespace

Expression fold(const ExpressionNode& node) {
  if (node.arguments.empty() || (node.operation == Operation::cast && is_floating(node.dtype))) return {};
  const auto known = [](const Expression& argument) { return is_constant(argument) && !is_floating(argument->dtype); };
  if (!std::ranges::all_of(node.arguments, known)) return {};
  const std::optional<std::int64_t> value = value_of(node);
  return value ? integer_constant(*value, node.dtype) : Expression();
}

std::optional<Dim> as_dim(const Expression& expression) {
  if (expression->dtype != DType::int64) return std::nullopt;
  if (is_constant(expression)) return Dim(expression->integer);
  if (expression->operation == Operation::size) return expression->extent;
  return std::nullopt;
}

}  // namespace pellucid::inline v0::loop
