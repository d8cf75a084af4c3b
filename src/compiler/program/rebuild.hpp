// Expressions made again with other parts.
#pragma once

#include <functional>

#include "loop/node.hpp"

namespace pellucid::inline v0::compiler {

using loop::with_arguments;

/// `change` sees each part with its new arguments, and gives what takes its place, or nothing to keep it.
loop::Expression rebuild(
    const loop::Expression& expression,
    const std::function<loop::Expression(const loop::ExpressionNode& node, const loop::Expressions& arguments)>& change);

/// The same loads from other buffers.
loop::Expression renumber(const loop::Expression& expression, const std::vector<int>& buffers);

}  // namespace pellucid::inline v0::compiler
