#include "base/meet.hpp"

#include <algorithm>

namespace pellucid::inline v0 {

bool can_be_equal(const Dim& a, const Dim& b) {
  if (a.is_known() && b.is_known()) return a == b;
  if (a == b) return true;
  // Unknowns are extents, so none is negative: where all summands of the difference have one sign it is 0 only if each summand is. A floor
  // division may have any sign.
  bool positive = false, negative = false, constant = false;
  for (const Dim::Summand& summand : (a - b).summands()) {
    if (std::ranges::any_of(summand.factors, [](const Dim::Factor& factor) { return factor.name.empty(); })) return true;
    (summand.coefficient > 0 ? positive : negative) = true;
    constant = constant || summand.factors.empty();
  }
  if (positive && negative) return true;
  return !constant && (a.is_known() || b.is_known());
}

bool can_be_equal(const Dims& a, const Dims& b) {
  return std::ranges::equal(a, b, [](const Dim& x, const Dim& y) { return can_be_equal(x, y); });
}

const Dim& met(const Dim& a, const Dim& b) { return b.is_known() ? b : a; }

}  // namespace pellucid::inline v0
