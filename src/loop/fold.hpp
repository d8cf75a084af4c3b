// Constants computed while expressions are built.
#pragma once

#include <optional>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

/// The constant that an operation on integer or bool constants is; nothing when an argument is none.
Expression fold(const ExpressionNode& node);

/// The value of an expression of sizes and int64 constants.
std::optional<Dim> as_dim(const Expression& expression);

inline bool is_constant(const Expression& expression) { return expression->operation == Operation::constant; }
inline bool is_integer_constant(const Expression& expression, std::int64_t value) {
  return is_constant(expression) && !is_floating(expression->dtype) && expression->integer == value;
}

}  // namespace pellucid::inline v0::loop
