#include "ops/support/flow.hpp"

#include "ops/support/arithmetic.hpp"
#include "ops/support/magnitude.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

bool is_plain_product(const Variable& flow, const Variable& slope) {
  const Magnitude a = magnitude(flow), b = magnitude(slope);
  const auto never_meet = [](const Magnitude& zero, const Magnitude& other) { return zero.is_never_zero() || other.is_finite(); };
  return never_meet(a, b) && never_meet(b, a);
}

Variable scaled(const Variable& flow, const Variable& slope) {
  if (is_filled(slope, 1) || is_filled(flow, 0)) return flow;
  if (is_filled(slope, 0)) return zeros_like(flow);
  const Variables& parts = slope.node()->inputs;
  const bool is_choice = op_of(slope).name == table::where.name && (filled(parts[1]) || filled(parts[2]));
  if (is_choice) return vocabulary::where(parts[0], scaled(flow, parts[1]), scaled(flow, parts[2]));
  const bool is_indicator = op_of(slope).name == table::cast.name && parts[0].dtype() == DType::boolean;
  if (is_indicator) return vocabulary::where(parts[0], flow, zeros_like(flow));
  if (!is_plain_product(flow, slope)) return vocabulary::flow_product(flow, slope);
  const bool is_reciprocal = op_of(slope).name == table::divide.name && is_filled(parts[0], 1);  // with one rounding less
  return is_reciprocal ? flow / parts[1] : flow * slope;
}

}  // namespace pellucid::inline v0
