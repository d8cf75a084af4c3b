// Derivatives of derivatives where a slope is a convention (ops/support/limit.hpp says of what and why): before such a graph is derived again,
// the factors in it that were written down with the convention's value at 0 are given their limits.
#include <algorithm>
#include <utility>

#include "derive/differentiator.hpp"
#include "ops/support/limit.hpp"
#include "ops/support/magnitude.hpp"
#include "ops/support/scan.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

// A flow of numbers alone, as that of a mean of absolute values, vanishes nowhere, nor does the root of a variance and an epsilon.
bool has_limit(const Node& node) {
  const bool is_factor = node.op == &table::flow_quotient || node.op == &table::flow_sign;
  const auto is_never_zero = [](const Variable& factor) { return magnitude(factor).is_never_zero(); };
  return is_factor && !node.attributes.get<bool>("beside_limit") && std::ranges::none_of(node.inputs, is_never_zero);
}

// Those between the inputs and the outputs.
std::unordered_set<const Node*> factors_between(const Variables& outputs, const Variables& inputs) {
  const std::vector<NodePointer> order = topological(outputs, {inputs.begin(), inputs.end()});
  const auto is_one = [](const NodePointer& node) { return has_limit(*node); };
  if (std::ranges::none_of(order, is_one)) return {};
  std::unordered_set<const Node*> on_path = depending(order, inputs);
  std::erase_if(on_path, [](const Node* node) { return !has_limit(*node); });
  return on_path;
}

// A flag that is so as long as this lives.
class Held {
 public:
  Held(bool& flag, bool now) : flag_(flag), before_(flag) { flag_ = now; }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() { flag_ = before_; }

 private:
  bool& flag_;
  bool before_;
};

std::unordered_map<Variable, Variable> in_some_direction(const Variables& inputs) {
  std::unordered_map<Variable, Variable> moved;
  for (const Variable& input : inputs)
    if (is_floating(input.dtype())) moved.emplace(input, some_direction(input, moved.size()));
  return moved;
}

}  // namespace

std::unordered_set<const Node*> GraphDifferentiator::with_limits(const Variables& outputs, const Variables& inputs) const {
  return takes_limits_ ? factors_between(outputs, inputs) : std::unordered_set<const Node*>();
}

Variables GraphDifferentiator::at_limits(const Variables& outputs, const Variables& inputs) {
  const std::unordered_set<const Node*> factors = with_limits(outputs, inputs);
  if (factors.empty()) return outputs;
  const Held held(takes_limits_, false);  // a limit is a derivative too
  std::unordered_map<Variable, Variable> known;
  for (const Variable& input : inputs) known.emplace(input, input);
  return transform(outputs, known, [&](const NodePointer& node, const Variables& now) -> std::optional<Variables> {
    // A composite is opened: a flow that depends on its output depends on the norms inside.
    if (node->op->derivative == Derivative::inner) return instantiate(node->op->inner(Apply(rebuild(node, now))), now);
    if (!factors.contains(node.get())) return std::nullopt;
    return Variables{at_limit(node, now, *this)};
  });
}

// Forward mode as reverse mode of reverse mode. A factor's limit shows in the cotangent, which holds all that is done behind it; a tangent does
// not know that yet.
Flows GraphDifferentiator::transposed(const Variables& outputs, const Variables& inputs, const Flows& tangents) {
  const Held restored(takes_limits_, takes_limits_);
  return pulled_twice(outputs, tangents, [&](const Flows& seeds) {
    const Flows back = pullback(outputs, inputs, seeds);
    takes_limits_ = false;  // what is linear in the seeds has none to take
    return back;
  });
}

Flows GraphDifferentiator::moved(const Variables& values) {
  const Held without_limits(takes_limits_, false), leaving(leaves_zero_, true);
  if (moved_.empty()) moved_ = in_some_direction(by_);
  return walk_forward(values, moved_);
}

Flows GraphDifferentiator::moved_by(const Variables& inputs, const Variables& values) {
  Tangents before = std::exchange(moved_, in_some_direction(inputs));
  Flows speeds = moved_.empty() ? Flows(values.size()) : moved(values);
  moved_ = std::move(before);
  return speeds;
}

}  // namespace pellucid::inline v0
