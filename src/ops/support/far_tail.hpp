// What x e^x and its like are far below 0, where e^x is a denormal number that has lost digits and the product has not.
#pragma once

#include <cmath>

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

struct FarTail {
  static constexpr double begins = -80, shift = 40;

  /// Where the tail is: there 1 + e^(x + shift) is 1 in every dtype.
  static Variable holds(const Variable& x) { return vocabulary::less(x, begins); }
  /// `factor` times e^(x + shift), brought back to e^x.
  static Variable shifted_back(const Variable& product) { return product * std::exp(-shift); }
  /// x within the tail and not so far that 0 would meet infinity: beyond -1000 all products with e^x are 0.
  static Variable within(const Variable& x) { return vocabulary::clip(x, -1000, begins); }
  /// (x + more) e^x for x in the tail.
  static Variable times_exp(const Variable& x, double more) {
    const Variable inside = within(x);
    return shifted_back((inside + more) * vocabulary::exp(inside + shift));
  }
};

}  // namespace pellucid::inline v0
