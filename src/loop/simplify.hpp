// Algebra on integers and bools, applied by the builders. Floats are left alone: their rewrites are the graph's.
#pragma once

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

/// What the operation on these arguments is more simply; nothing when there is nothing simpler.
Expression simplify(Operation operation, const Expressions& arguments);

/// The part of it that is about int64 sums over axes.
Expression simplify_index(Operation operation, const Expression& a, const Expression& b);

}  // namespace pellucid::inline v0::loop
