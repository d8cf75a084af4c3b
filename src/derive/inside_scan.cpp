// The derivative by a value inside a scan, at all steps, is that by zeros which are added to it there: a further sequence of the loop. Loops
// that form the value anew, as the loop of a derivative does, are given the same zeros.
#include "derive/question.hpp"
#include "graph/scan.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/scan.hpp"

namespace pellucid::inline v0 {
namespace {

enum class Where : std::uint8_t { outside, in_body };

bool is_place_of(const NodePointer& node, std::int64_t id) { return node->op->role == Role::place && place_id({node, 0}) == id; }

// Of the first such place inside a scan: its type behind the lengths of the loops around it.
std::optional<Type> type_inside(const Variables& outputs, std::int64_t id, Where where) {
  for (const NodePointer& node : topological(outputs)) {
    if (where == Where::in_body && is_place_of(node, id)) return node->types[0];
    if (node->op->role != Role::scan) continue;
    const ScanParts parts = scan_parts(Apply(node));
    std::optional<Type> type = type_inside(parts.body->outputs(), id, Where::in_body);
    if (!type) continue;
    type->dims.insert(type->dims.begin(), parts.length);
    return type;
  }
  return std::nullopt;
}

Variables with_zeros(const Variables& outputs, std::int64_t id, const Variable& zero, Where where);

// The scan closed again with the zeros as one more sequence.
Variables scan_with_zeros(const Apply& node, std::int64_t id, const Variable& zero) {
  const OpenScan open = open_scan(node);
  const Variable slice = fresh({zero.dtype(), {zero.dims().begin() + 1, zero.dims().end()}}, "zeros");
  const Variables outputs = with_zeros(open.outputs, id, slice, Where::in_body);
  ScanBuild build{.sequences = open.parts.sequences_of(node),
                  .initial = open.parts.initial_of(node),
                  .length = open.parts.length,
                  .reverse = open.parts.reverse};
  ScanStep at = open.at;
  build.sequences.push_back(zero);
  at.slices.push_back(slice);
  const auto carries = static_cast<std::ptrdiff_t>(open.parts.carries);
  std::unordered_map<Variable, Variable> constants;
  const Variables outside = open.parts.constants_of(node);
  for (std::size_t i = 0; i < outside.size(); ++i) constants.emplace(open.constants[i], outside[i]);
  const ScanResult result = close_scan(
      build, at, {.carries = {outputs.begin(), outputs.begin() + carries}, .collected = {outputs.begin() + carries, outputs.end()}},
      std::move(constants));
  Variables all = result.carries;
  all.insert(all.end(), result.collected.begin(), result.collected.end());
  return all;
}

Variables with_zeros(const Variables& outputs, std::int64_t id, const Variable& zero, Where where) {
  std::unordered_map<Variable, Variable> known;
  return transform(outputs, known, [&](const NodePointer& node, const Variables& now) -> std::optional<Variables> {
    // What has more axes in front is many such values at once, all with the same zeros.
    if (where == Where::in_body && is_place_of(node, id)) return Variables{rebuild(Variable(node, 0), now) + zero};
    if (node->op->role != Role::scan || zero.rank() == 0) return std::nullopt;
    if (!type_inside(scan_parts(Apply(node)).body->outputs(), id, Where::in_body)) return std::nullopt;
    return scan_with_zeros(Apply(rebuild(node, now)), id, zero);
  });
}

}  // namespace

std::optional<std::pair<Variables, Variable>> perturb_inside(const Variables& outputs, std::int64_t id) {
  const std::optional<Type> type = type_inside(outputs, id, Where::outside);
  if (!type) return std::nullopt;
  const Variable zero = place(zeros(*type), "zeros");
  return std::pair{with_zeros(outputs, id, zero, Where::outside), zero};
}

}  // namespace pellucid::inline v0
