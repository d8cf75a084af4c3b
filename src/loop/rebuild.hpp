// Expressions made again with other parts.
#pragma once

#include <functional>
#include <vector>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

/// The node's operation on other arguments, by the builder that simplifies.
Expression with_arguments(const ExpressionNode& node, Expressions arguments);

/// `change` sees each part with its new arguments, and gives what takes its place, or nothing to keep it.
Expression rebuild(const Expression& expression,
                   const std::function<Expression(const ExpressionNode& node, const Expressions& arguments)>& change);

/// The same loads from other buffers.
Expression renumber(const Expression& expression, const std::vector<int>& buffers);

}  // namespace pellucid::inline v0::loop
