// Norms, square roots and absolute values have no slope at 0 and are given one by convention. What is made of them may be smooth there all the
// same (the square of a norm), and its derivatives are those of the smooth function.
//
// The slope of such a y holds a factor c / y, c the cotangent of y. Where c vanishes with y, the factor has a limit, dc/dy (l'Hopital), which
// the graph of c knows. The first derivative does not need it, since the factor is multiplied by what is 0 there. So rules write the factor
// down as `flow_quotient`, or `flow_sign`, with the convention's value, and a walk that derives it again puts the limit in its place first
// (derive/limits.cpp).
//
// Where several y are 0 and c depends on all (the square of a sum of distances), dc/dy is that along a ray: what is derived by moves in some
// direction, each y leaves 0 at a speed of its own (that of a structural zero is 0), and so does c; their ratio is the limit.
#pragma once

#include "graph/node.hpp"

namespace pellucid::inline v0 {

/// flow / y; 0 where the flow is 0, or where y is 0 if that is said. Without its limit.
Variable flow_over(const Variable& flow, const Variable& y, bool zero_at_zero);

/// How fast `flow` changes with `y` at the elements where y is 0; nothing where it does not depend on it. Of limits within a limit none is taken:
/// what they would tell is multiplied by 0 there.
Flow rate_at_zero(const Variable& flow, const Variable& y, Differentiator& derive);
/// Whether this is |x|, a norm or a root, which leave 0 at a speed that is no derivative.
bool has_no_slope_at_zero(const Op& op);
/// That speed where the output is 0, else 0; `tangent` is that of its input.
Variable speed_from_zero(const Apply& node, const Variable& tangent, Differentiator& derive);
/// Numbers between 0 and 1 of the type of `x`, which no two elements share but by rounding, nor the elements of two that differ in `which`.
Variable some_direction(const Variable& x, std::size_t which);
/// Whether the derivative that is being made is such a rate, in this thread.
bool is_taking_limit();

/// `flow_over` with its limit where y is 0.
Variable quotient_at_limit(const Variable& flow, const Variable& y, bool zero_at_zero, Differentiator& derive);
/// How fast `flow` changes with |x| where x is 0.
Flow rate_by_absolute(const Variable& flow, const Variable& x, Differentiator& derive);
/// flow * sign(x), that of a flow that vanishes with |x| being smooth at 0.
Variable sign_at_limit(const Variable& flow, const Variable& x, Differentiator& derive);

/// One of the two factors, over these inputs, with its limit.
Variable at_limit(const NodePointer& factor, const Variables& inputs, Differentiator& derive);

}  // namespace pellucid::inline v0
