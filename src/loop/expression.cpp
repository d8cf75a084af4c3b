#include "loop/expression.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <iterator>
#include <utility>

#include "loop/node.hpp"
#include "loop/operation.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0::loop {

namespace {

using Ids = std::vector<std::uint64_t>;

// The free axes of a node whose arguments have theirs. Most nodes depend on the same axes as one of their arguments and share its list.
std::shared_ptr<const Ids> free_axes_of(const ExpressionNode& node) {
  static const auto none = std::make_shared<const Ids>();
  if (node.operation == Operation::index) return std::make_shared<const Ids>(Ids{node.axis.id});
  std::shared_ptr<const Ids> ids = none;
  for (const Expression& argument : node.arguments) {
    const std::shared_ptr<const Ids>& more = argument->free;
    if (std::ranges::includes(*ids, *more)) continue;
    if (std::ranges::includes(*more, *ids)) {
      ids = more;
      continue;
    }
    Ids both;
    std::set_union(ids->begin(), ids->end(), more->begin(), more->end(), std::back_inserter(both));
    ids = std::make_shared<const Ids>(std::move(both));
  }
  if (node.operation != Operation::reduce) return ids;
  Ids open;
  const auto bound = [&](std::uint64_t id) { return std::ranges::any_of(node.axes, [&](const Axis& axis) { return axis.id == id; }); };
  std::remove_copy_if(ids->begin(), ids->end(), std::back_inserter(open), bound);
  return open.size() == ids->size() ? ids : std::make_shared<const Ids>(std::move(open));
}

}  // namespace

// Arguments are handed to the outermost destructor that runs in this thread, so that the depth of the stack stays two whatever the expression.
ExpressionNode::~ExpressionNode() {
  static thread_local Expressions* pending = nullptr;
  if (pending != nullptr) {
    std::ranges::move(arguments, std::back_inserter(*pending));
    return;
  }
  Expressions mine = std::move(arguments);
  pending = &mine;
  while (!mine.empty()) {
    const Expression last = std::move(mine.back());
    mine.pop_back();
  }
  pending = nullptr;
}

Axis make_axis(std::string name, Dim extent) {
  static std::atomic<std::uint64_t> last{0};
  return {++last, std::move(name), std::move(extent)};
}

Expression finish(ExpressionNode node) {
  assert(broken_type_rule(node).empty());
  node.free = free_axes_of(node);
  return Expression(std::make_shared<const ExpressionNode>(std::move(node)));
}

std::vector<std::uint64_t> free_axes(const Expression& expression) { return *expression->free; }

}  // namespace pellucid::inline v0::loop
