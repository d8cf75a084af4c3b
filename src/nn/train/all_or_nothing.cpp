#include "nn/train/all_or_nothing.hpp"

#include <algorithm>

#include "graph/requirements.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0 {
namespace {

bool checks_indices(const Variables& values) {
  return std::ranges::any_of(topological(values), [](const NodePointer& node) {
    if (node->op->checks != nullptr) return true;
    const auto body = Apply(node).body();
    return body && checks_indices(body->outputs());
  });
}

}  // namespace

std::vector<SharedVariable> states_at_risk(const Variables& values, const Updates& updates) {
  std::vector<SharedVariable> states;
  if (updates.empty() || (!checks_indices(values) && Requirements(values).empty())) return states;
  for (const auto& [state, value] : updates) states.push_back(state);
  return states;
}

}  // namespace pellucid::inline v0
