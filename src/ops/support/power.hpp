// What the two derivatives of a^b share.
#pragma once

#include <limits>

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

/// log(a), and 0 where a is 0.
inline Variable log_but_of_zero(const Variable& a) {
  using namespace vocabulary;
  return log(where(equal(a, 0), 1, a));
}

/// The derivative of a^b by both: a^(b - 1) (1 + b log a). At a = 0 its limit from above where b > 0: 0 above 1 and minus infinity up to it; 0 where
/// b is not above 0.
inline Variable power_by_both(const Variable& a, const Variable& b) {
  using namespace vocabulary;
  const Variable at_zero = where(logical_and(less(0, b), less_equal(b, 1)), -std::numeric_limits<double>::infinity(), zeros_like(b));
  const Variable is_zero = equal(a, 0);
  return where(is_zero, at_zero, power(where(is_zero, 1, a), b - 1) * (1 + b * log_but_of_zero(a)));
}

}  // namespace pellucid::inline v0
