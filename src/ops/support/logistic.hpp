// The small parts that saturating functions and their slopes share. A function near 1 has rounded away how far from 1 it is; these have not.
#pragma once

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

/// sigmoid(-|x|) = e / (1 + e) with e = exp(-|x|): how far sigmoid(x) is from 0 or 1, whichever is nearer. At most 1/2, never infinite.
inline Variable sigmoid_tail(const Variable& x) {
  const Variable e = vocabulary::exp(-vocabulary::absolute(x));
  return e / (1 + e);
}

/// 1 - |tanh(x)| = 2 / (e + 2) with e = exp(2 |x|) - 1: how far |tanh(x)| is from 1; and e itself, since |tanh(x)| = e / (e + 2).
struct TanhParts {
  Variable e, tail;
  explicit TanhParts(const Variable& x) {
    const Variable magnitude = vocabulary::absolute(x);
    e = vocabulary::expm1(magnitude + magnitude);
    tail = 2 / (e + 2);
  }
};

}  // namespace pellucid::inline v0
