// A graph for many values at once: each op says how it takes a new leading axis.
#include <algorithm>

#include <pellucid/derive.hpp>

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "derive/differentiator.hpp"
#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0 {

std::pair<Variables, std::vector<bool>> GraphDifferentiator::vectorize(const Variables& outputs, const Variables& inputs,
                                                                       const Variables& replacements, const std::vector<bool>& batched,
                                                                       const Dim& size) {
  std::unordered_map<Variable, Variable> known;
  std::unordered_set<Variable> with_axis;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    known.insert_or_assign(inputs[i], replacements[i]);
    if (batched[i]) with_axis.insert(inputs[i]);
  }
  std::pair<Variables, std::vector<bool>> result;
  result.first = transform(outputs, known, [&](const NodePointer& node, const Variables& now) -> std::optional<Variables> {
    std::vector<bool> has;
    for (const Variable& input : node->inputs) has.push_back(with_axis.contains(input));
    if (std::ranges::find(has, true) == has.end()) return std::nullopt;
    for (const Variable& output : Apply(node).outputs()) with_axis.insert(output);
    if (node->op->role == Role::place) return Variables{rebuild(Variable(node, 0), now)};
    return node->op->vectorize(Apply(node), now, has, size, *this);
  });
  for (const Variable& output : outputs) result.second.push_back(with_axis.contains(output));
  return result;
}

Variables vectorize(const Variables& outputs, const Variables& inputs, const Variables& batched, const Dim& size) {
  if (inputs.size() != batched.size())
    refuse<ValueError>({.where = "vectorize",
                        .what = "each input needs one batched value",
                        .expected = std::to_string(inputs.size()),
                        .received = std::to_string(batched.size())});
  Variables fitting;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Type expected = inputs[i].type();
    expected.dims.insert(expected.dims.begin(), size);
    const Refusal refusal = {.where = "vectorize",
                             .what = "the batched value of " + inputs[i].to_string() + " does not fit",
                             .expected = to_string(expected),
                             .received = to_string(batched[i].type())};
    if (batched[i].dtype() != expected.dtype) refuse<DtypeError>(refusal);
    if (!can_be_equal(batched[i].dims(), expected.dims)) refuse<ShapeError>(refusal);
    fitting.push_back(with_dims(batched[i], expected.dims));
  }
  auto [values, has] = GraphDifferentiator().vectorize(outputs, inputs, fitting, std::vector<bool>(inputs.size(), true), size);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = with_leading(values[i], has[i], size);
  return values;
}

}  // namespace pellucid::inline v0
