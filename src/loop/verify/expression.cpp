#include <algorithm>

#include "loop/operation.hpp"
#include "loop/verify/scope.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0::loop {

namespace {

void verify_load(const ExpressionNode& node, const Scope& scope) {
  const Buffer& buffer = scope.buffer(node.buffer);
  if (buffer.dtype != node.dtype)
    scope.fail("a load of " + std::string(name(node.dtype)) + " from '" + buffer.name + "', which holds " +
               std::string(name(buffer.dtype)));
  if (buffer.dims.size() != node.arguments.size())
    scope.fail("a load from '" + buffer.name + "' has " + std::to_string(node.arguments.size()) + " indices for " +
               std::to_string(buffer.dims.size()) + " dimensions");
}

}  // namespace

void verify_expression(const Expression& expression, const Scope& scope) {
  if (!expression) scope.fail("an expression is missing");
  const auto all = [](const ExpressionNode&) { return true; };
  const auto typed = [&](const ExpressionNode& node) {  // before its arguments are entered: one may be missing
    if (!node.free) scope.fail("a " + std::string(spelling(node.operation)) + " was not made by the builders");
    if (const std::string broken = broken_type_rule(node); !broken.empty()) scope.fail(broken);
    return true;
  };
  std::vector<Axis> binders = scope.axes();
  std::vector<const ExpressionNode*> uses;
  for (const Expression* part : parts_in_order(expression, all, typed)) {
    const ExpressionNode& node = **part;
    typed(node);
    if (node.operation == Operation::load) verify_load(node, scope);
    if (node.operation == Operation::size) scope.check_dim(node.extent);
    if (node.operation == Operation::index) uses.push_back(&node);
    for (const Axis& axis : node.axes) scope.check_dim(axis.extent);
    binders.insert(binders.end(), node.axes.begin(), node.axes.end());
  }
  for (const ExpressionNode* use : uses) {
    const auto binds = [&](const Axis& axis) { return axis == use->axis && axis.extent == use->axis.extent; };
    if (std::ranges::none_of(binders, binds))
      scope.fail("the axis '" + use->axis.name + "' (extent " + use->axis.extent.to_string() + ") is bound by no loop of that extent");
  }
  for (const std::uint64_t id : free_axes(expression)) {
    const auto binds = [&](const Axis& axis) { return axis.id == id; };
    if (std::ranges::any_of(scope.axes(), binds)) continue;
    const auto use = std::ranges::find_if(uses, [&](const ExpressionNode* one) { return one->axis.id == id; });
    scope.fail("the axis '" + (*use)->axis.name + "' is used outside of the reduction that binds it");
  }
}

}  // namespace pellucid::inline v0::loop
