// The derivative by a value inside a scan, at all steps, is that by zeros which are added to it there: a further sequence of the loop.
#include "derive/question.hpp"
#include "graph/scan.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/scan.hpp"

namespace pellucid::inline v0 {
namespace {

// The scan again with zeros, one slice a step, added at the place in its body; nothing when it is not there.
std::optional<std::pair<Variables, Variable>> perturb_scan(const Apply& node, const Variables& inputs, std::int64_t id) {
  const OpenScan open = open_scan(Apply(intern(*node.node()->op, inputs, node.node()->attributes)));
  Variable slice;
  std::unordered_map<Variable, Variable> known;
  Variables outputs = transform(open.outputs, known, [&](const NodePointer& inner, const Variables& now) -> std::optional<Variables> {
    const Variable here(inner, 0);
    if (inner->op->role != Role::place || place_id(here) != id) return std::nullopt;
    if (!slice) slice = fresh(here.type(), "zeros");
    return Variables{rebuild(here, now) + slice};
  });
  if (!slice) {  // in a loop inside this one: the zeros of that loop are a place of this body
    auto deeper = perturb_inside(outputs, id);
    if (!deeper) return std::nullopt;
    outputs = deeper->first;
    slice = fresh(deeper->second.type(), "zeros");
    std::unordered_map<Variable, Variable> replaced = {{deeper->second, slice}};
    outputs = transform(outputs, replaced);
  }
  Type type = slice.type();
  type.dims.insert(type.dims.begin(), open.parts.length);
  const Variable zero = place(zeros(type), "zeros");

  // Closed again with the zeros as one more sequence.
  const Apply again(intern(*node.node()->op, inputs, node.node()->attributes));
  ScanBuild build{.sequences = open.parts.sequences_of(again),
                  .initial = open.parts.initial_of(again),
                  .length = open.parts.length,
                  .reverse = open.parts.reverse};
  ScanStep at = open.at;
  build.sequences.push_back(zero);
  at.slices.push_back(slice);
  const auto carries = static_cast<std::ptrdiff_t>(open.parts.carries);
  std::unordered_map<Variable, Variable> constants;
  const Variables outside = open.parts.constants_of(again);
  for (std::size_t i = 0; i < outside.size(); ++i) constants.emplace(open.constants[i], outside[i]);
  const ScanResult result = close_scan(
      build, at, {.carries = {outputs.begin(), outputs.begin() + carries}, .collected = {outputs.begin() + carries, outputs.end()}},
      std::move(constants));
  Variables all = result.carries;
  all.insert(all.end(), result.collected.begin(), result.collected.end());
  return std::pair{all, zero};
}

}  // namespace

std::optional<std::pair<Variables, Variable>> perturb_inside(const Variables& outputs, std::int64_t id) {
  Variable zero;
  std::unordered_map<Variable, Variable> known;
  Variables changed = transform(outputs, known, [&](const NodePointer& node, const Variables& now) -> std::optional<Variables> {
    if (zero || node->op->role != Role::scan) return std::nullopt;
    auto perturbed = perturb_scan(Apply(node), now, id);
    if (!perturbed) return std::nullopt;
    zero = perturbed->second;
    return perturbed->first;
  });
  if (!zero) return std::nullopt;
  return std::pair{std::move(changed), zero};
}

}  // namespace pellucid::inline v0
