#include "array/float_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "array/convert.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr int all_digits = 2000;  // more than any double has after the point
using FloatBuffer = std::array<char, all_digits>;

// A positive number: 0.d1d2d3... times ten to the power of `point`.
struct Digits {
  std::string digits;
  int point = 0;
};

Digits split_scientific(std::string_view text) {
  const std::size_t e = text.find('e');
  Digits result{.digits = std::string(1, text[0]), .point = 0};
  if (e > 2) result.digits += text.substr(2, e - 2);
  std::string_view exponent = text.substr(e + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), result.point);
  ++result.point;
  return result;
}

// Neither the standard library nor the hardware knows these numbers: try one digit more until the text reads back to the same number.
template <class Half>
std::string_view shortest_half(double value, FloatBuffer& buffer) {
  for (int precision = 0;; ++precision) {
    // Below a power of two the numbers lie closer than above it, so that of two equally near texts only the larger may read back.
    for (const double rounded_from : {value, std::nextafter(value, HUGE_VAL)}) {
      const char* end =
          std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded_from, std::chars_format::scientific, precision).ptr;
      double back = 0;
      std::from_chars(buffer.data(), end, back);
      if (convert<Half>(back) == convert<Half>(value)) return {buffer.data(), end};
    }
  }
}

Digits shortest_digits(double value, DType dtype) {
  FloatBuffer buffer;
  char *begin = buffer.data(), *limit = begin + buffer.size();
  if (value == 0) return {"0", 1};
  if (dtype == DType::float16) return split_scientific(shortest_half<Float16>(value, buffer));
  if (dtype == DType::bfloat16) return split_scientific(shortest_half<BFloat16>(value, buffer));
  const auto end = dtype == DType::float32 ? std::to_chars(begin, limit, static_cast<float>(value), std::chars_format::scientific).ptr
                                           : std::to_chars(begin, limit, value, std::chars_format::scientific).ptr;
  return split_scientific({begin, end});
}

std::string rounded(double value, std::chars_format format, int precision) {
  FloatBuffer buffer;
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, precision).ptr};
}

void drop_trailing_zeros(std::string& digits) { digits.erase(digits.find_last_not_of('0') + 1); }

}  // namespace

FloatText positional(double value, DType dtype, int precision) {
  const std::string sign = std::signbit(value) ? "-" : "";
  const double magnitude = std::fabs(value);
  const auto [digits, point] = shortest_digits(magnitude, dtype);
  const int fraction_digits = std::max(0, static_cast<int>(digits.size()) - point);
  FloatText text;
  if (fraction_digits > precision) {
    const std::string cut = rounded(magnitude, std::chars_format::fixed, precision);
    const std::size_t dot = std::min(cut.find('.'), cut.size());
    text = {.whole = sign + cut.substr(0, dot), .fraction = dot < cut.size() ? cut.substr(dot + 1) : ""};
  } else if (point <= 0) {
    text = {.whole = sign + "0", .fraction = std::string(static_cast<std::size_t>(-point), '0') + digits};
  } else {
    std::string padded = digits;
    padded.resize(std::max(digits.size(), static_cast<std::size_t>(point)), '0');
    text = {.whole = sign + padded.substr(0, static_cast<std::size_t>(point)), .fraction = padded.substr(static_cast<std::size_t>(point))};
  }
  drop_trailing_zeros(text.fraction);
  return text;
}

FloatText scientific_exact(double value, int precision) {
  const Digits number = split_scientific(rounded(std::fabs(value), std::chars_format::scientific, precision));
  return {.whole = (std::signbit(value) ? "-" : "") + number.digits.substr(0, 1),
          .fraction = number.digits.substr(1),
          .exponent = number.point - 1};
}

FloatText scientific(double value, DType dtype, int precision) {
  const Digits shortest = shortest_digits(std::fabs(value), dtype);
  FloatText text;
  if (static_cast<int>(shortest.digits.size()) > precision + 1) text = scientific_exact(value, precision);
  else
    text = {.whole = (std::signbit(value) ? "-" : "") + shortest.digits.substr(0, 1),
            .fraction = shortest.digits.substr(1),
            .exponent = shortest.point - 1};
  drop_trailing_zeros(text.fraction);
  return text;
}

std::string exponent_text(int exponent, int digits) {
  std::string text = std::to_string(std::abs(exponent));
  text.insert(0, static_cast<std::size_t>(std::max(0, digits - static_cast<int>(text.size()))), '0');
  return (exponent < 0 ? "-" : "+") + text;
}

double positional_limit(DType dtype) {
  if (dtype == DType::float64) return 1e8;
  return dtype == DType::float32 ? 1e6 : 1e3;
}

std::string scalar_text(double value, DType dtype) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  const double magnitude = std::fabs(value);
  const double limit = dtype == DType::float64 ? 1e16 : positional_limit(dtype);
  if (magnitude == 0 || (magnitude >= 1e-4 && magnitude < limit)) {
    const FloatText text = positional(value, dtype, all_digits);
    return text.whole + "." + (text.fraction.empty() ? "0" : text.fraction);
  }
  const FloatText text = scientific(value, dtype, all_digits);
  return text.whole + (text.fraction.empty() ? "" : ".") + text.fraction + "e" + exponent_text(text.exponent, 2);
}

}  // namespace pellucid::inline v0
