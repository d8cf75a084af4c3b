// Computing early what later loops only repeat.
#include <algorithm>

#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

namespace {

using loop::Operation;

bool depends_on_any(const loop::ExpressionNode& node, const std::vector<std::uint64_t>& axes) {
  return std::ranges::any_of(axes, [&](std::uint64_t axis) { return depends(node, axis); });
}

bool is_trivial(const loop::ExpressionNode& node) {
  return node.operation == Operation::constant || node.operation == Operation::index || node.operation == Operation::size;
}

}  // namespace

template <class Visit>
void KernelEmitter::visit_arguments(const loop::ExpressionNode& node, const Guard* guard, const Visit& visit) {
  if (node.operation == Operation::select) {
    visit(node.arguments[0], guard);
    visit(node.arguments[1], guarded(node.arguments[0], true, guard));
    visit(node.arguments[2], guarded(node.arguments[0], false, guard));
    return;
  }
  for (const loop::Expression& argument : node.arguments) visit(argument, guard);
}

// Everything in the expressions that depends on none of `later`, at all its positions; and the addresses of what is loaded later.
void KernelEmitter::prepare(const std::vector<loop::Expression>& expressions, const Guard* guard, const Ids& later) {
  Hoist hoist;
  for (const loop::Expression& expression : expressions) look_for_early(expression, guard, later, hoist);
  reduce(hoist.reductions);
  for (const Wanted& each : hoist.others)
    for (const Coordinates at : all_positions(slots_of(*each.expression, each.guard))) value(each.expression, at, each.guard);
}

void KernelEmitter::look_for_early(const loop::Expression& expression, const Guard* guard, const Ids& later, Hoist& hoist) {
  const loop::ExpressionNode& node = *expression;
  guard = guard_for(node, guard);
  if (is_trivial(node) || !hoist.seen.emplace(std::pair(&node, guard), true).second) return;
  bool guard_is_known = true;
  for (const Guard* each = guard; each != nullptr; each = each->outer)
    guard_is_known = guard_is_known && !depends_on_any(*each->condition, later);
  if (guard_is_known && !depends_on_any(node, later)) {
    look_for_reductions(expression, guard, hoist.seen_reductions, hoist.reductions);
    if (node.operation != Operation::reduce) hoist.others.push_back({expression, guard});
    return;
  }
  if (node.operation == Operation::load) base_pointer(place_of(&node, node.buffer, node.arguments), levels_.size());
  if (node.operation == Operation::reduce) {
    Ids all = later;
    for (const loop::Axis& axis : node.axes) all.push_back(axis.id);
    return look_for_early(node.arguments[0], guard, all, hoist);
  }
  visit_arguments(node, guard,
                  [&](const loop::Expression& argument, const Guard* inner) { look_for_early(argument, inner, later, hoist); });
}

// Reductions first: what is computed before a loop would have to be kept in registers through it.
void KernelEmitter::settle_reductions(const std::vector<loop::Expression>& expressions, const Guard* guard) {
  Seen seen;
  std::vector<Wanted> found;
  for (const loop::Expression& expression : expressions) look_for_reductions(expression, guard, seen, found);
  reduce(found);
}

void KernelEmitter::look_for_reductions(const loop::Expression& expression, const Guard* guard, Seen& seen, std::vector<Wanted>& found) {
  const loop::ExpressionNode& node = *expression;
  guard = guard_for(node, guard);
  if (is_trivial(node) || !seen.emplace(std::pair(&node, guard), true).second) return;
  if (node.operation == Operation::reduce) {
    found.push_back({expression, guard});
    return;
  }
  visit_arguments(node, guard,
                  [&](const loop::Expression& argument, const Guard* inner) { look_for_reductions(argument, inner, seen, found); });
}

}  // namespace pellucid::inline v0::compiler
