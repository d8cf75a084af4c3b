// A scan becomes a loop: its body is a scope of its own, in which the step is an axis.
#include "compiler/plan/write.hpp"
#include "graph/scan.hpp"

namespace pellucid::inline v0::compiler {

using loop::Expression;
using loop::Expressions;
using loop::Statement;

namespace {

// Lets the body find a value of the scope around it.
void hand_in(const Variable& inner, const Variable& value, const Expressions& prefix, Scope& outer, Scope& body) {
  if (const Home* home = outer.home(value)) {
    body.keep(inner, home->at_step(prefix));
    return;
  }
  body.give(inner, [&outer, value, prefix](const Expressions& index) {
    Expressions at = prefix;
    at.insert(at.end(), index.begin(), index.end());
    return outer.element(value, at);
  });
}

}  // namespace

std::vector<Statement> write_scan(const NodePointer& node, const std::vector<bool>& is_only_read, Scope& scope, Probes& probes,
                                  const PlanOptions& options) {
  const ScanParts parts = scan_parts(Apply(node));
  const Variables inner = parts.body->inputs();
  auto loop = std::make_shared<loop::Loop>();
  loop->axis = loop::make_axis("t", parts.length);
  loop->reverse = parts.reverse;
  Expression step = loop::index(loop->axis);

  Scope body(scope.sheet());
  body.give(inner[0], [step](const Expressions&) { return step; });
  for (std::size_t i = 0; i < parts.sequences; ++i) hand_in(inner[1 + i], node->inputs[i], {step}, scope, body);
  for (std::size_t i = parts.first_constant(); i < node->inputs.size(); ++i) hand_in(inner[1 + i], node->inputs[i], {}, scope, body);

  std::vector<Statement> statements;
  ScopeTask task;
  for (std::size_t i = 0; i < parts.carries; ++i) {
    const Variable& carry = inner[1 + parts.first_carry() + i];
    const Variable& initial = node->inputs[parts.first_carry() + i];
    const Home* last = scope.home({node, i});
    const int buffer = last != nullptr ? last->buffer : scope.sheet().temporary("carry", carry.type());
    body.keep(carry, {.buffer = buffer});
    statements.emplace_back(write_copy(initial, {.buffer = buffer}, scope));
    task.renewed.push_back({.leaf = carry, .buffer = buffer, .value = parts.body->outputs()[i]});
  }
  for (std::size_t i = 0; i < parts.collected; ++i) {
    const Home* all = scope.home({node, parts.carries + i});
    if (all == nullptr) continue;
    Home at = all->at_step({step});
    (is_only_read[parts.carries + i] ? task.reads : task.outputs)
        .push_back({.value = parts.body->outputs()[parts.carries + i], .home = std::move(at)});
  }
  loop->body = write_scope(body, task, probes, options);
  statements.emplace_back(std::move(loop));
  return statements;
}

}  // namespace pellucid::inline v0::compiler
