#include <algorithm>
#include <unordered_set>

#include <pellucid/error.hpp>

#include "loop/range.hpp"
#include "loop/verify/scope.hpp"

namespace pellucid::inline v0::loop {

namespace {

// Loads that happen at every point: not behind a select, not in a reduction over nothing.
std::vector<const ExpressionNode*> certain_loads(const Expression& expression) {
  std::vector<const ExpressionNode*> loads, pending = {expression.get()};
  std::unordered_set<const ExpressionNode*> seen;
  while (!pending.empty()) {
    const ExpressionNode* node = pending.back();
    pending.pop_back();
    if (!seen.insert(node).second) continue;
    if (node->operation == Operation::load) loads.push_back(node);
    if (std::ranges::any_of(node->axes, [](const Axis& axis) { return axis.extent == Dim(0); })) continue;
    const std::size_t count = node->operation == Operation::select ? 1 : node->arguments.size();
    for (std::size_t i = 0; i < count; ++i) pending.push_back(node->arguments[i].get());
  }
  return loads;
}

}  // namespace

// An affine index takes the values at both ends of its range, so that a range beyond the buffer is a proof.
void verify_element(int buffer, const Expressions& index, const Scope& scope) {
  for (std::size_t i = 0; i < index.size(); ++i) {
    Affine affine;
    const Dim& extent = scope.buffer(buffer).dims[i];
    if (!find_affine(index[i], affine)) continue;
    const Range range = range_of(index[i]);
    try {
      if ((range.high && is_nonnegative(*range.high - extent)) || (range.low && is_nonnegative(Dim(-1) - *range.low)))
        scope.fail("index " + std::to_string(i) + " of " + scope.name_of(buffer) + " goes from " +
                   (range.low ? range.low->to_string() : "?") + " to " + (range.high ? range.high->to_string() : "?") +
                   " where the extent is " + extent.to_string());
    } catch (const ValueError&) {
      continue;  // bounds beyond 64 bits
    }
  }
}

void verify_bounds(const Expression& expression, const Scope& scope) {
  for (const ExpressionNode* load : certain_loads(expression)) verify_element(load->buffer, load->arguments, scope);
}

}  // namespace pellucid::inline v0::loop
