#include "loop/print_number.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace pellucid::inline v0::loop {

namespace {

// The shortest text that reads back as the same number; with a point, so that it is seen to be a float.
template <class V>
std::string float_text(V value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  std::string text(digits.data(), end);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

}  // namespace

Infix infix(Operation operation) {
  switch (operation) {
    case Operation::logical_or: return {" || ", disjunction};
    case Operation::logical_and: return {" && ", conjunction};
    case Operation::less: return {" < ", comparison};
    case Operation::less_equal: return {" <= ", comparison};
    case Operation::equal: return {" == ", comparison};
    case Operation::not_equal: return {" != ", comparison};
    case Operation::add: return {" + ", additive};
    case Operation::subtract: return {" - ", additive};
    case Operation::multiply: return {" * ", multiplicative};
    case Operation::divide: return {" / ", multiplicative};
    case Operation::floor_divide: return {" // ", multiplicative};
    case Operation::modulo: return {" % ", multiplicative};
    default: return {"", atom};
  }
}

std::string constant_text(const ExpressionNode& constant) {
  if (constant.dtype == DType::float64) return float_text(constant.real);
  if (is_floating(constant.dtype)) return float_text(static_cast<float>(constant.real));
  if (constant.dtype == DType::boolean) return constant.integer != 0 ? "true" : "false";
  if (constant.dtype == DType::uint64) return std::to_string(static_cast<std::uint64_t>(constant.integer));
  return std::to_string(constant.integer);
}

Tightness tightness_of_leaf(const ExpressionNode& leaf) {
  const std::string text = leaf.operation == Operation::size ? leaf.extent.to_string() : constant_text(leaf);
  if (leaf.operation == Operation::constant) return text.front() == '-' ? prefix : atom;
  if (text.find(' ') != std::string::npos || text.front() == '-') return additive;
  return text.find_first_of("*/") != std::string::npos ? multiplicative : atom;
}

}  // namespace pellucid::inline v0::loop
