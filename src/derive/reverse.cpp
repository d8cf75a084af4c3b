// Reverse mode: one walk from the outputs back, each node once, only those on a path from an input.
#include <ranges>

#include "base/refuse.hpp"
#include "derive/differentiator.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/halves.hpp"
#include "ops/support/scan.hpp"

namespace pellucid::inline v0 {

std::unordered_set<const Node*> depending(const std::vector<NodePointer>& order, const Variables& on) {
  const std::unordered_set<Variable> start(on.begin(), on.end());
  std::unordered_set<const Node*> found;
  for (const NodePointer& node : order) {
    for (const Variable& input : node->inputs) {
      if (!start.contains(input) && !found.contains(input.node().get())) continue;
      found.insert(node.get());
      break;
    }
  }
  return found;
}

bool is_derived_in_float32(const Apply& node) {
  const Op& op = *node.node()->op;
  return (op.derivative == Derivative::slopes || op.inner != nullptr) && has_halves(node);
}

Flows cast_flows(const Flows& flows, const Variables& like) {
  Flows result(flows.size());
  for (std::size_t i = 0; i < flows.size(); ++i)
    if (flows[i]) result[i] = cast_to(*flows[i], like[i].dtype());
  return result;
}

void refuse_undefined(const Op& op) {
  refuse<UndefinedDerivativeError>(
      {.where = std::string(op.name),
       .what = "the derivative through '" + std::string(op.name) + "' is undefined: " + std::string(op.undefined_reason)});
}

// An op by its inner graph, over inputs of its own, which give way to the node's afterwards: of those one may be made of another or be given twice,
// and a derivative by it would hold what flows through the other as well.
Flows GraphDifferentiator::through_inner(const Apply& node, const Flows& flows, const DeriveInner& derive) {
  const Variables inputs = node.inputs(), own = fresh_like(inputs, "input");
  Flows derived = derive(instantiate(node.node()->op->inner(node), own), own);
  std::unordered_map<Variable, Variable> known;  // what is flowing is not made of them
  for (const Flow& flow : flows)
    if (flow) known.emplace(*flow, *flow);
  for (std::size_t i = 0; i < own.size(); ++i) known.emplace(own[i], inputs[i]);
  Variables found;
  for (const Flow& flow : derived)
    if (flow) found.push_back(*flow);
  found = transform(found, known);
  auto next = found.begin();
  for (Flow& flow : derived)
    if (flow) flow = *next++;
  return derived;
}

Flows GraphDifferentiator::pull_through(const Apply& node, const Flows& cotangents) {
  const Op& op = *node.node()->op;
  if (op.role == Role::place) return cotangents;
  if (is_derived_in_float32(node)) {
    const Apply wide = in_float32(node, node.inputs());
    return cast_flows(pull_through(wide, cast_flows(cotangents, wide.outputs())), node.inputs());
  }
  Flows back;
  switch (op.derivative) {
    case Derivative::slopes:
      for (const Variable& slope : op.slopes(node)) back.emplace_back(scaled(*cotangents[0], slope));
      return back;
    case Derivative::pullback: return op.pullback(node, cotangents, *this);
    case Derivative::inner:
      return through_inner(node, cotangents,
                           [&](const Variables& outputs, const Variables& inputs) { return pullback(outputs, inputs, cotangents); });
    case Derivative::zero:
      for (const Variable& input : node.inputs()) back.emplace_back(zeros_like(input));
      return back;
    case Derivative::undefined: break;
  }
  refuse_undefined(op);
}

namespace {

// Sums what flows to each value.
class Sums {
 public:
  void add(const Variable& to, const Variable& amount) {
    const auto [entry, is_new] = sums_.try_emplace(to, amount);
    if (!is_new) entry->second = entry->second + amount;
  }
  Flow find(const Variable& value) const {
    const auto found = sums_.find(value);
    return found == sums_.end() ? Flow() : Flow(found->second);
  }
  std::unordered_map<Variable, Variable> take() { return std::move(sums_); }

 private:
  std::unordered_map<Variable, Variable> sums_;
};

template <class Through>
Sums walk_back(const Variables& outputs, const Variables& inputs, const Flows& cotangents, const Through& through) {
  const std::vector<NodePointer> order = topological(outputs);
  const std::unordered_set<const Node*> on_path = depending(order, inputs);
  Sums sums;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (cotangents[i]) sums.add(outputs[i], *cotangents[i]);
  for (const NodePointer& node : order | std::views::reverse) {
    if (!on_path.contains(node.get())) continue;
    Flows arrived;
    bool any = false;
    for (const Variable& output : Apply(node).outputs()) {
      arrived.push_back(sums.find(output));
      any = any || arrived.back();
    }
    if (!any) continue;
    const Flows back = through(Apply(node), arrived);
    for (std::size_t i = 0; i < back.size(); ++i)
      if (back[i] && is_floating(node->inputs[i].dtype())) sums.add(node->inputs[i], *back[i]);
  }
  return sums;
}

}  // namespace

Flows GraphDifferentiator::pullback(const Variables& outputs, const Variables& inputs, const Flows& cotangents) {
  const Outermost outermost(by_, moved_, inputs);
  const Sums sums = walk_back(at_limits(outputs, inputs), inputs, cotangents,
                              [this](const Apply& node, const Flows& arrived) { return pull_through(node, arrived); });
  Flows result;
  for (const Variable& input : inputs) result.push_back(sums.find(input));
  return result;
}

std::unordered_map<Variable, Variable> cotangents_behind(GraphDifferentiator& derive, const Variables& outputs, const Variables& inputs,
                                                         const Flows& cotangents) {
  return walk_back(outputs, inputs, cotangents,
                   [&](const Apply& node, const Flows& arrived) { return derive.pullback(node.outputs(), node.inputs(), arrived); })
      .take();
}

}  // namespace pellucid::inline v0
