// One number from one element type to another; every pair is defined, for every value.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "base/half.hpp"

namespace pellucid::inline v0 {

template <class T>
inline constexpr bool is_half = std::is_same_v<T, Float16> || std::is_same_v<T, BFloat16>;

/// Rounding to odd keeps what a second rounding, to at least two bits less, needs to know: so double to float16 rounds once, not twice.
inline float round_to_odd(double value) {
  const float nearest = static_cast<float>(value);
  if (static_cast<double>(nearest) == value || value != value) return nearest;
  auto bits = std::bit_cast<std::uint32_t>(nearest);
  if (std::fabs(static_cast<double>(nearest)) > std::fabs(value)) --bits;
  return std::bit_cast<float>(bits | 1);
}

/// The same for an integer that has more bits than a double.
inline double round_to_odd(std::uint64_t magnitude) {
  const int excess = static_cast<int>(std::bit_width(magnitude)) - std::numeric_limits<double>::digits;
  if (excess <= 0) return static_cast<double>(magnitude);
  const std::uint64_t low = (std::uint64_t{1} << excess) - 1, last = low + 1;
  const bool is_exact = (magnitude & low) == 0;
  return static_cast<double>((magnitude & ~low) | (is_exact ? 0 : last));
}

/// A float from which any half is rounded correctly.
template <class From>
float for_half(From value) {
  if constexpr (std::is_same_v<From, float>) return value;
  else if constexpr (std::is_same_v<From, double>) return round_to_odd(value);
  else if constexpr (std::is_signed_v<From>) {
    const auto wide = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
    const float magnitude = round_to_odd(round_to_odd(value < 0 ? std::uint64_t{0} - wide : wide));
    return value < 0 ? -magnitude : magnitude;
  } else {
    return round_to_odd(round_to_odd(static_cast<std::uint64_t>(value)));
  }
}

/// Toward zero; what does not fit becomes the nearest that does, NaN becomes 0.
template <class To, class From>
To truncate(From value) {
  static_assert(std::is_integral_v<To> && std::is_floating_point_v<From>);
  const From above = static_cast<From>(To{1} << (std::numeric_limits<To>::digits - 1)) * From{2};  // a power of two, exact in any float
  const From below = std::is_signed_v<To> ? -above : From{0};
  if (value >= above) return std::numeric_limits<To>::max();
  if (value <= below) return std::numeric_limits<To>::min();
  if (value != value) return 0;
  return static_cast<To>(value);
}

template <class To, class From>
To convert(From value) {
  if constexpr (std::is_same_v<To, From>) return value;
  else if constexpr (is_half<From>) return convert<To>(to_float(value));
  else if constexpr (std::is_same_v<To, bool>) return value != From{};
  else if constexpr (std::is_same_v<To, Float16>) return to_float16(for_half(value));
  else if constexpr (std::is_same_v<To, BFloat16>) return to_bfloat16(for_half(value));
  else if constexpr (std::is_integral_v<To> && std::is_floating_point_v<From>) return truncate<To>(value);
  else return static_cast<To>(value);
}

}  // namespace pellucid::inline v0
