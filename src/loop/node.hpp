// How expression nodes are made, for the files of this room; everyone else calls the builders.
#pragma once

#include <utility>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

/// A handle to the node as it is: its typing rule is asserted and its free axes are set, nothing is simplified.
Expression finish(ExpressionNode node);

inline ExpressionNode node_of(Operation operation, DType dtype, Expressions arguments = {}) {
  ExpressionNode node;
  node.operation = operation;
  node.dtype = dtype;
  node.arguments = std::move(arguments);
  return node;
}

/// A constant of an integer dtype or bool; only the bits that the dtype has are kept.
Expression integer_constant(std::int64_t value, DType dtype);

}  // namespace pellucid::inline v0::loop
