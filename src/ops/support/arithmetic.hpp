// Formulas over Variables for rules and composites: casts and constants of a shape beside the operators of <pellucid/operand.hpp>.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

/// `x` in that dtype: itself where it has it, and a number keeps all its digits.
Variable cast_to(const Variable& x, DType dtype);

/// float16 and bfloat16 in float32, in which their sums are formed; all else as it is.
Variable widened(const Variable& x);

Variable full(double value, const Type& type);
inline Variable zeros(const Type& type) { return full(0, type); }
inline Variable zeros_like(const Variable& x) { return full(0, x.type()); }
inline Variable ones_like(const Variable& x) { return full(1, x.type()); }

}  // namespace pellucid::inline v0
