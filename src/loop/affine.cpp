#include <optional>
#include <utility>

#include "loop/linear.hpp"

namespace pellucid::inline v0::loop {

Dim Affine::coefficient_of(const Axis& axis) const {
  for (const Part& part : parts)
    if (part.axis == axis) return part.coefficient;
  return 0;
}

bool find_affine(const Expression& expression, Affine& result) {
  const std::optional<Linear> linear = find_linear(expression);
  if (!linear) return false;
  Affine affine;
  for (const Linear::Part& part : linear->parts) {
    if (part.of->operation != Operation::index) return false;
    affine.parts.push_back({part.of->axis, part.coefficient});
  }
  affine.constant = linear->constant;
  result = std::move(affine);
  return true;
}

}  // namespace pellucid::inline v0::loop
