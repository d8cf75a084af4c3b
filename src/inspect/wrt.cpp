#include "inspect/wrt.hpp"

#include <memory>

#include "graph/scan.hpp"
#include "graph/walk.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

// The place with that id, in the bodies of the scans on which the outputs depend.
Variable find_inside(const Variables& outputs, std::int64_t id) {
  for (const NodePointer& node : topological(outputs)) {
    if (node->op->role == Role::place && place_id(Variable(node, 0)) == id) return {node, 0};
    if (node->op->role != Role::scan) continue;
    if (Variable found = find_inside(scan_parts(Apply(node)).body->outputs(), id)) return found;
  }
  return {};
}

// The last axes of `derivative`, which are in the order of the scan, back in the order of the outside place.
Variable turned(const Variable& derivative, const Axes& axes) {
  const auto kept = static_cast<std::int64_t>(derivative.rank() - axes.size());
  Axes all = axes_from(0, static_cast<std::size_t>(kept));
  for (const std::int64_t axis : axes) all.push_back(kept + axis);
  return transpose_to(derivative, all);
}

Variable part_of(const Variable& derivative, const Target& wrt) {
  if (!wrt.selection) return derivative;
  std::vector<Selection::Item> items(derivative.rank() - wrt.variable.rank(), Slice{});
  items.insert(items.end(), wrt.selection->items().begin(), wrt.selection->items().end());
  return derivative.select(Selection(std::move(items)));
}

}  // namespace

Variables by_targets(const Variable& of, const Targets& wrt, const std::function<Variables(const Targets&)>& derive) {
  Targets inside;
  for (const Target& target : wrt) {
    const auto note = std::dynamic_pointer_cast<const InsideScan>(note_of(target.variable));
    const Variable found = note ? find_inside({of}, note->inside) : Variable();
    inside.emplace_back(found ? found : target.variable);
  }
  Variables results = derive(inside);
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    if (!(inside[i].variable == wrt[i].variable)) results[i] = turned(results[i], std::dynamic_pointer_cast<const InsideScan>(note_of(wrt[i].variable))->axes);
    results[i] = part_of(results[i], wrt[i]);
  }
  return results;
}

}  // namespace pellucid::inline v0
