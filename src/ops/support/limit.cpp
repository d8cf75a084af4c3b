#include "ops/support/limit.hpp"

#include <cmath>

#include "graph/walk.hpp"
#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/magnitude.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

bool& taking_limit() {
  thread_local bool is_taking = false;
  return is_taking;
}

}  // namespace

bool is_taking_limit() { return taking_limit(); }

namespace {

Variable at_zero_of(const Variable& y, const Variable& value) {
  return vocabulary::where(vocabulary::equal(y, zeros_like(y)), value, zeros_like(y));
}

// What leaves 0 beside y, and what of that y itself is, perhaps moved or cast; nothing that this is made of.
Variables leaving_zero(const Variable& flow, const Variable& y) {
  std::unordered_set<Variable> norms;
  for (const NodePointer& node : topological({flow, y}))
    if (has_no_slope_at_zero(*node->op)) norms.emplace(node, 0);
  Variables own = {y};
  for (const NodePointer& node : topological({y}, norms)) own.insert(own.end(), node->inputs.begin(), node->inputs.end());
  Variables behind;
  for (const Variable& value : own)
    if (norms.contains(value)) behind.insert(behind.end(), value.node()->inputs.begin(), value.node()->inputs.end());
  for (const NodePointer& node : topological(behind)) norms.erase({node, 0});
  Variables leaving;
  for (const NodePointer& node : topological({flow, y}))
    if (norms.contains({node, 0})) leaving.emplace_back(node, 0);
  return leaving;
}

Variables floating_inputs_of(const Variable& y) {
  Variables inputs;
  for (const NodePointer& node : topological({y}))
    if (node->op->role == Role::input && is_floating(node->types[0].dtype)) inputs.emplace_back(node, 0);
  return inputs;
}

// How fast the flow changes with y, both of the same elements, where y is 0: along the ray in which what is derived by moves. Norms move, and
// nothing that y is made of, through which a tangent flows. Where what is derived by is out of sight, as in the steps of a scan, what y is made of
// moves.
Flow rate_by(const Variable& flow, const Variable& y, Differentiator& derive) {
  if (taking_limit() || magnitude(y).is_never_zero()) return std::nullopt;
  struct Taking {
    Taking() { taking_limit() = true; }
    Taking(const Taking&) = delete;
    Taking& operator=(const Taking&) = delete;
    ~Taking() { taking_limit() = false; }
  };
  const Taking taking;
  const Variables leaving = leaving_zero(flow, y);
  Flows speeds = derive.moved({y})[0] ? derive.moved(leaving) : derive.moved_by(floating_inputs_of(y), leaving);
  for (Flow& speed : speeds)
    if (speed) speed = vocabulary::stop_gradient(*speed);  // it is part of both and cancels
  const Flows both = derive.pushforward({flow, y}, leaving, speeds);
  if (!both[0] || !both[1]) return std::nullopt;
  return vocabulary::flow_limit(flow_over(*both[0], *both[1], true));
}

Variable quotient(const Variable& flow, const Variable& y, bool zero_at_zero, bool beside_limit) {
  return vocabulary::flow_quotient(flow, y, {{"zero_at_zero", zero_at_zero}, {"beside_limit", beside_limit}});
}

}  // namespace

bool has_no_slope_at_zero(const Op& op) { return &op == &table::absolute || &op == &table::l2_norm || &op == &table::square_root; }

// A root leaves 0 with that of half the second derivative of what it is of, whose first is 0 where the root can be part of what is smooth. How
// speeds themselves change is multiplied by 0 there.
Variable speed_from_zero(const Apply& node, const Variable& tangent, Differentiator& derive) {
  using namespace vocabulary;
  const auto speed = [&] {
    if (node.node()->op == &table::absolute) return absolute(tangent);
    if (node.node()->op == &table::l2_norm) return Apply(intern(table::l2_norm, {tangent}, node.node()->attributes)).outputs()[0];
    const Flow second = derive.moved({tangent})[0];
    return second ? square_root(maximum(0.5 * *second, 0)) : zeros_like(tangent);
  };
  return stop_gradient(at_zero_of(node.outputs()[0], speed()));
}

Variable some_direction(const Variable& x, std::size_t which) {
  using namespace vocabulary;
  Variable position = full(0.5 + std::sqrt(5) * static_cast<double>(which), {DType::float64, x.dims()});
  for (std::size_t axis = 0; axis < x.dims().size(); ++axis) {
    const Variable along = counting(x.dims(), static_cast<std::int64_t>(axis), DType::float64);
    position = position + std::pow(2, 1 / (static_cast<double>(axis) + 2)) * along;  // roots of 2 are no multiples of each other
  }
  return cast_to(square(position - floor(position)), x.dtype());
}

Variable flow_over(const Variable& flow, const Variable& y, bool zero_at_zero) { return quotient(flow, y, zero_at_zero, false); }

Flow rate_at_zero(const Variable& flow, const Variable& y, Differentiator& derive) { return rate_by(flow, y, derive); }

Flow rate_by_absolute(const Variable& flow, const Variable& x, Differentiator& derive) {
  return rate_by(flow, vocabulary::absolute(x), derive);
}

// The limit is added where it is, so that what was linear in the flow stays so: no condition looks at the flow.
Variable quotient_at_limit(const Variable& flow, const Variable& y, bool zero_at_zero, Differentiator& derive) {
  using namespace vocabulary;
  const Variable zero = zeros_like(y);
  const Flow rate = rate_at_zero(flow, y, derive);
  return rate ? quotient(flow, y, zero_at_zero, true) + where(equal(y, zero), *rate, zero) : flow_over(flow, y, zero_at_zero);
}

Variable sign_at_limit(const Variable& flow, const Variable& x, Differentiator& derive) {
  using namespace vocabulary;
  const Variable zero = zeros_like(x);
  const Flow rate = rate_by_absolute(flow, x, derive);
  if (!rate) return flow_sign(flow, x);
  return flow_sign(flow, x, {{"beside_limit", true}}) + where(equal(x, zero), scaled(x, *rate), zero);
}

Variable at_limit(const NodePointer& factor, const Variables& inputs, Differentiator& derive) {
  if (factor->op == &table::flow_sign) return sign_at_limit(inputs[0], inputs[1], derive);
  return quotient_at_limit(inputs[0], inputs[1], factor->attributes.get<bool>("zero_at_zero"), derive);
}

}  // namespace pellucid::inline v0
