// The typing rules of expressions: asserted by the builders, checked again by the verifier.
#include <string>

#include "loop/operation.hpp"

namespace pellucid::inline v0::loop {

namespace {

std::string dtypes_of(const Expressions& arguments) {
  std::string text;
  for (const Expression& argument : arguments) text += (text.empty() ? "" : " and ") + std::string(name(argument->dtype));
  return text;
}

bool all_are(const Expressions& arguments, DType dtype) {
  for (const Expression& argument : arguments)
    if (argument->dtype != dtype) return false;
  return true;
}

bool takes(Operation operation, DType dtype) {
  if (operation == Operation::divide || between(Operation::power, operation, Operation::fma) || is_function(operation))
    return is_floating(dtype);
  if (is_on_bits(operation)) return is_integer(dtype);
  if (is_comparison(operation)) return true;
  return dtype != DType::boolean;
}

// Arithmetic, functions and comparisons: arguments of one dtype, which is also that of the result or bool.
std::string broken_arithmetic_rule(const ExpressionNode& node) {
  const std::string what(spelling(node.operation));
  const DType dtype = node.arguments[0]->dtype;
  if (!all_are(node.arguments, dtype)) return what + " takes arguments of one dtype, got " + dtypes_of(node.arguments);
  if (!takes(node.operation, dtype)) return what + " does not take " + std::string(name(dtype));
  const DType result = is_comparison(node.operation) ? DType::boolean : dtype;
  return node.dtype == result ? "" : what + " of " + dtypes_of(node.arguments) + " does not give " + std::string(name(node.dtype));
}

std::string broken_select_rule(const ExpressionNode& node) {
  if (node.arguments[0]->dtype != DType::boolean)
    return "the condition of select is bool, got " + std::string(name(node.arguments[0]->dtype));
  if (node.arguments[1]->dtype != node.dtype || node.arguments[2]->dtype != node.dtype)
    return "both choices of select have its dtype, got " + dtypes_of(node.arguments);
  return "";
}

std::string broken_reduce_rule(const ExpressionNode& node) {
  for (std::size_t i = 0; i < node.axes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (node.axes[i] == node.axes[j]) return "reduce has the axis '" + node.axes[i].name + "' twice";
  if (node.arguments[0]->dtype != node.dtype) return "reduce gives the dtype of its body, got " + dtypes_of(node.arguments);
  const bool is_narrow = node.dtype == DType::boolean || node.dtype == DType::float16 || node.dtype == DType::bfloat16;
  if (is_narrow && accumulates(node.reduction))
    return std::string(spelling(node.reduction)) + " does not take " + std::string(name(node.dtype));
  return "";
}

}  // namespace

std::string broken_type_rule(const ExpressionNode& node) {
  const int count = arity(node.operation);
  const std::string what(spelling(node.operation));
  for (const Expression& argument : node.arguments)
    if (!argument) return what + " lacks an argument";
  if (count >= 0 && node.arguments.size() != static_cast<std::size_t>(count)) {
    return what + " takes " + std::to_string(count) + " arguments, got " + std::to_string(node.arguments.size());
  }
  switch (node.operation) {
    case Operation::constant:
    case Operation::cast: return "";
    case Operation::index:
    case Operation::size: return node.dtype == DType::int64 ? "" : what + " is int64";
    case Operation::load: return all_are(node.arguments, DType::int64) ? "" : "indices are int64, got " + dtypes_of(node.arguments);
    case Operation::logical_and:
    case Operation::logical_or:
    case Operation::logical_not:
      return all_are(node.arguments, DType::boolean) && node.dtype == DType::boolean
                 ? ""
                 : what + " takes bool, got " + dtypes_of(node.arguments);
    case Operation::philox:
      if (node.integer < 0 || node.integer > 3) return "philox has the words 0 to 3";
      return all_are(node.arguments, DType::uint32) && node.dtype == DType::uint32
                 ? ""
                 : "philox takes uint32, got " + dtypes_of(node.arguments);
    case Operation::select: return broken_select_rule(node);
    case Operation::reduce: return broken_reduce_rule(node);
    default: return broken_arithmetic_rule(node);
  }
}

}  // namespace pellucid::inline v0::loop
