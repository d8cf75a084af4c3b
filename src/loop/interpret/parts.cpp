#include "loop/interpret/parts.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace pellucid::inline v0::loop {

struct Parts::Visit {
  const ExpressionNode* node;
  int scope, inner;        // around the node, around its arguments
  std::size_t count;       // of arguments to visit
  std::vector<int> binds;  // of a reduction
  std::size_t next = 0;
};

int Parts::bind(const Axis& axis) {
  binders_.push_back({axis, axis.extent.evaluate(bindings_)});
  scopes_[0].binders.push_back(static_cast<int>(binders_.size()) - 1);
  return scopes_[0].binders.back();
}

std::vector<int> Parts::binders_of(const ExpressionNode& node, int scope) const {
  std::vector<int> found;
  for (const std::uint64_t id : *node.free) {
    int binder = -1;
    for (int s = scope; s >= 0 && binder < 0; s = scopes_[static_cast<std::size_t>(s)].around)
      for (const int candidate : scopes_[static_cast<std::size_t>(s)].binders)
        if (binders_[static_cast<std::size_t>(candidate)].axis.id == id) binder = candidate;  // the last one hides others
    if (binder < 0) throw std::logic_error("an expression uses an axis (number " + std::to_string(id) + ") that no loop around it binds");
    found.push_back(binder);
  }
  std::ranges::sort(found);
  return found;
}

int Parts::find(const ExpressionNode& node, int scope) const {
  const auto known = known_.find(&node);
  if (known == known_.end()) return -1;
  if (node.free->empty()) return known->second.front().part;
  const std::vector<int> depends = binders_of(node, scope);
  for (const Known& one : known->second)
    if (one.depends == depends) return one.part;
  return -1;
}

Parts::Visit Parts::enter(const Expression& expression, int scope) {
  Visit visit{expression.get(), scope, scope, expression->arguments.size(), {}};
  if (expression->operation != Operation::reduce) return visit;
  for (const Axis& axis : expression->axes) {
    const std::int64_t extent = axis.extent.evaluate(bindings_);
    if (extent <= 0) visit.count = 0;
    visit.binds.push_back(static_cast<int>(binders_.size()));
    binders_.push_back({axis, extent});
  }
  visit.inner = static_cast<int>(scopes_.size());
  scopes_.push_back({scope, visit.binds});
  return visit;
}

void Parts::finish(const Visit& visit) {
  Part part{visit.node, {}, binders_of(*visit.node, visit.scope), visit.binds};
  const Operation operation = visit.node->operation;
  part.safe = operation != Operation::load && (operation != Operation::reduce || visit.count == 0);
  part.pinned = operation == Operation::load && !stored_.empty() && stored_[static_cast<std::size_t>(visit.node->buffer)];
  for (std::size_t i = 0; i < visit.count; ++i) {
    part.arguments.push_back(find(*visit.node->arguments[i], visit.inner));
    const Part& argument = parts_[static_cast<std::size_t>(part.arguments.back())];
    part.safe = part.safe && argument.safe;
    part.pinned = part.pinned || argument.pinned;
  }
  known_[visit.node].push_back({part.depends, static_cast<int>(parts_.size())});
  parts_.push_back(std::move(part));
}

int Parts::add(const Expression& expression) {
  if (const int found = find(*expression, 0); found >= 0) return found;
  std::vector<Visit> path = {enter(expression, 0)};
  while (!path.empty()) {
    Visit& visit = path.back();
    if (visit.next == visit.count) {
      finish(visit);
      path.pop_back();
      continue;
    }
    const Expression& argument = visit.node->arguments[visit.next];
    if (find(*argument, visit.inner) >= 0) ++visit.next;
    else path.push_back(enter(argument, visit.inner));
  }
  return find(*expression, 0);
}

}  // namespace pellucid::inline v0::loop
