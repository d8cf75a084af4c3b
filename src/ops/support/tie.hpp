// What maximum and minimum share: whose slope it is.
#pragma once

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

/// 1 where `lower` is below `upper`, 1/2 where they are equal, 0 elsewhere.
inline Variable slope_of_chosen(const Variable& lower, const Variable& upper) {
  const DType dtype = lower.dtype();
  return vocabulary::where(vocabulary::equal(lower, upper), constant(0.5, dtype), cast_to(vocabulary::less(lower, upper), dtype));
}

}  // namespace pellucid::inline v0
