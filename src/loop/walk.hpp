// Visits the parts of an expression without recursion: expressions may be many thousand operations deep.
#pragma once

#include <unordered_set>
#include <utility>
#include <vector>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

/// Each part once, arguments before what uses them, in the order of a reader. Parts for which `enter` is false are left out, with all that is
/// reached only through them; parts for which `open` is false are given, but their arguments are not. The pointers live as long as `root`.
template <class Enter, class Open>
std::vector<const Expression*> parts_in_order(const Expression& root, const Enter& enter, const Open& open) {
  std::vector<const Expression*> order;
  std::unordered_set<const ExpressionNode*> seen;
  std::vector<std::pair<const Expression*, std::size_t>> path;
  const auto visit = [&](const Expression& part) {
    if (enter(*part) && seen.insert(part.get()).second) path.emplace_back(&part, 0);
  };
  visit(root);
  while (!path.empty()) {
    auto& [part, next] = path.back();
    if (next < (*part)->arguments.size() && open(**part)) {
      visit((*part)->arguments[next++]);  // may move `path`
      continue;
    }
    order.push_back(part);
    path.pop_back();
  }
  return order;
}

inline std::vector<const Expression*> parts_in_order(const Expression& root) {
  const auto all = [](const ExpressionNode&) { return true; };
  return parts_in_order(root, all, all);
}

}  // namespace pellucid::inline v0::loop
