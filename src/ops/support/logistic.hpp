// The small part that saturating functions and their slopes share. A function near 1 has rounded away how far from 1 it is; this has not.
#pragma once

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

/// sigmoid(-|x|) = e / (1 + e) with e = exp(-|x|): how far sigmoid(x) is from 0 or 1, whichever is nearer. At most 1/2, never infinite.
inline Variable sigmoid_tail(const Variable& x) {
  const Variable e = vocabulary::exp(-vocabulary::absolute(x));
  return e / (1 + e);
}

}  // namespace pellucid::inline v0
