// Forward mode: one walk from the inputs on. Slopes serve directly; an op with a pullback is pushed by pulling its pullback back, which is linear
// in the cotangent, so that the cotangent itself vanishes. Scan has a rule of its own: twice its pullback would nest reversed loops.
#include <algorithm>

#include "derive/differentiator.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/halves.hpp"
#include "ops/support/limit.hpp"
#include "ops/support/scan.hpp"

namespace pellucid::inline v0 {
namespace {

Flow sum(const Flow& a, const Variable& b) { return a ? *a + b : b; }

}  // namespace

Flows GraphDifferentiator::push_through(const Apply& node, const Flows& tangents) {
  const Op& op = *node.node()->op;
  const Variables inputs = node.inputs(), outputs = node.outputs();
  if (op.role == Role::place) return tangents;
  if (is_derived_in_float32(node)) {
    const Apply wide = in_float32(node, inputs);
    return cast_flows(push_through(wide, cast_flows(tangents, wide.inputs())), outputs);
  }
  if (op.pushforward != nullptr) return op.pushforward(node, tangents, *this);
  switch (op.derivative) {
    case Derivative::slopes: {
      const Variables slopes = op.slopes(node);
      Flow total;
      for (std::size_t i = 0; i < slopes.size(); ++i)
        if (tangents[i]) total = sum(total, scaled(*tangents[i], slopes[i]));
      return {total};
    }
    case Derivative::inner:
      return through_inner(node, tangents, [&](const Variables& inner, const Variables& own) { return pushforward(inner, own, tangents); });
    case Derivative::zero: {
      Flows pushed;
      for (const Variable& output : outputs) pushed.push_back(is_floating(output.dtype()) ? Flow(zeros_like(output)) : Flow());
      return pushed;
    }
    case Derivative::undefined: refuse_undefined(op);
    case Derivative::pullback: break;
  }
  if (std::ranges::none_of(outputs, [](const Variable& output) { return is_floating(output.dtype()); })) return Flows(outputs.size());
  return pulled_twice(outputs, tangents, [&](const Flows& seeds) { return op.pullback(node, seeds, *this); });
}

Flows GraphDifferentiator::pulled_twice(const Variables& outputs, const Flows& tangents, const std::function<Flows(const Flows&)>& pull) {
  const Variables seeds = fresh_like(outputs, "cotangent");
  Flows given;
  for (const Variable& seed : seeds) given.push_back(is_floating(seed.dtype()) ? Flow(seed) : Flow());
  const Flows back = pull(given);
  Variables linear;
  Flows along;
  for (std::size_t i = 0; i < back.size(); ++i) {
    if (!back[i]) continue;
    linear.push_back(*back[i]);
    along.push_back(tangents[i]);
  }
  Flows pushed = pullback(linear, seeds, along);
  for (std::size_t i = 0; i < pushed.size(); ++i)
    if (!pushed[i] && !linear.empty()) pushed[i] = zeros_like(outputs[i]);  // it came back as zeros that no seed is part of
  return pushed;
}

Flows GraphDifferentiator::pushforward(const Variables& outputs, const Variables& inputs, const Flows& tangents) {
  const Outermost outermost(by_, moved_, inputs);
  return with_limits(outputs, inputs).empty() ? push(outputs, inputs, tangents) : transposed(outputs, inputs, tangents);
}

Flows GraphDifferentiator::push(const Variables& outputs, const Variables& inputs, const Flows& tangents) {
  Tangents pushed;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (tangents[i]) pushed.insert_or_assign(inputs[i], *tangents[i]);
  return walk_forward(outputs, pushed);
}

Flows GraphDifferentiator::walk_forward(const Variables& outputs, Tangents& pushed) {
  const auto find = [&](const Variable& value) {
    const auto found = pushed.find(value);
    return found == pushed.end() ? Flow() : Flow(found->second);
  };
  std::unordered_set<Variable> done;
  if (leaves_zero_)
    for (const auto& [value, tangent] : pushed) done.insert(value);
  for (const NodePointer& node : topological(outputs, done)) {
    Flows arrived;
    for (const Variable& input : node->inputs) arrived.push_back(find(input));
    if (std::ranges::none_of(arrived, [](const Flow& flow) { return flow.has_value(); })) continue;
    Flows out = push_through(Apply(node), arrived);
    if (leaves_zero_ && has_no_slope_at_zero(*node->op)) out[0] = sum(out[0], speed_from_zero(Apply(node), *arrived[0], *this));
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Variable value(node, i);
      if (!out[i] || done.contains(value)) continue;
      // A value that is itself differentiated by moves by both: its own tangent, and what moves it.
      const auto [entry, is_new] = pushed.try_emplace(value, *out[i]);
      if (!is_new) entry->second = entry->second + *out[i];
    }
  }
  Flows result;
  for (const Variable& output : outputs) result.push_back(find(output));
  return result;
}

}  // namespace pellucid::inline v0
