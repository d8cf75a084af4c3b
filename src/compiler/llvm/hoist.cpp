// Computing early what later loops only repeat.
#include <algorithm>

#include "compiler/llvm/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

namespace {

using loop::Operation;

bool depends_on_any(const loop::ExpressionNode& node, const std::vector<std::uint64_t>& axes) {
  return std::any_of(axes.begin(), axes.end(), [&](std::uint64_t axis) { return depends(node, axis); });
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

// Everything in the expression that depends on none of `later`, at all its positions; and the addresses of what is loaded later.
void KernelEmitter::prepare(const loop::Expression& expression, const Guard* guard, const Ids& later, Seen& seen) {
  const loop::ExpressionNode& node = *expression;
  guard = guard_for(node, guard);
  if (is_trivial(node) || !seen.emplace(std::pair(&node, guard), true).second) return;
  bool guard_is_known = true;
  for (const Guard* each = guard; each != nullptr; each = each->outer) guard_is_known = guard_is_known && !depends_on_any(*each->condition, later);
  if (guard_is_known && !depends_on_any(node, later)) {
    if (node.operation == Operation::reduce) return reduce(expression, guard);
    for (const Coordinates at : all_positions(slots_of(node, guard))) value(expression, at, guard);
    return;
  }
  if (node.operation == Operation::load) base_pointer(place_of(&node, node.buffer, node.arguments), levels_.size());
  if (node.operation == Operation::reduce) {
    Ids all = later;
    for (const loop::Axis& axis : node.axes) all.push_back(axis.id);
    return prepare(node.arguments[0], guard, all, seen);
  }
  visit_arguments(node, guard, [&](const loop::Expression& argument, const Guard* inner) { prepare(argument, inner, later, seen); });
}

// Reductions first: what is computed before a loop would have to be kept in registers through it.
void KernelEmitter::settle_reductions(const loop::Expression& expression, const Guard* guard, Seen& seen) {
  const loop::ExpressionNode& node = *expression;
  guard = guard_for(node, guard);
  if (is_trivial(node) || !seen.emplace(std::pair(&node, guard), true).second) return;
  if (node.operation == Operation::reduce) return reduce(expression, guard);
  visit_arguments(node, guard, [&](const loop::Expression& argument, const Guard* inner) { settle_reductions(argument, inner, seen); });
}

}  // namespace pellucid::inline v0::compiler
