#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "loop/rebuild.hpp"
#include "loop/walk.hpp"

namespace pellucid::inline v0::loop {

namespace {

bool holds(const std::vector<std::uint64_t>& sorted, std::uint64_t id) { return std::ranges::binary_search(sorted, id); }

// Whether a replacement reaches into the part: it has a free axis that is replaced.
bool concerns(const std::vector<Replacement>& replacements, const ExpressionNode& part) {
  return std::ranges::any_of(replacements, [&](const Replacement& r) { return holds(*part.free, r.axis.id); });
}

// A reduction binds its axes: they hide replacements of the same axes, and are renamed where a replacement would bring in one of that id.
Expression substitute_reduce(const ExpressionNode& node, const std::vector<Replacement>& replacements) {
  const Expression& body = node.arguments[0];
  std::vector<Replacement> inner;
  for (const Replacement& r : replacements)
    if (holds(*node.free, r.axis.id)) inner.push_back(r);
  std::vector<Axis> axes = node.axes;
  const std::size_t outer = inner.size();
  for (Axis& axis : axes) {
    const auto captures = [&](const Replacement& r) { return holds(*r.by->free, axis.id); };
    if (std::none_of(inner.begin(), inner.begin() + static_cast<std::ptrdiff_t>(outer), captures)) continue;
    const Axis renamed = make_axis(axis.name, axis.extent);
    inner.push_back({axis, index(renamed)});
    axis = renamed;
  }
  return reduce(node.reduction, std::move(axes), substitute(body, inner));
}

}  // namespace

Expression substitute(const Expression& expression, const std::vector<Replacement>& replacements) {
  if (!concerns(replacements, *expression)) return expression;
  std::unordered_map<const ExpressionNode*, Expression> done;
  const auto replaced = [&](const Expression& part) {
    const auto found = done.find(part.get());
    return found == done.end() ? part : found->second;
  };
  // The body of a reduction is another substitution; as a part of this one it is not entered.
  const auto arguments_of = [](const ExpressionNode& node) { return node.operation != Operation::reduce; };
  for (const Expression* part :
       parts_in_order(expression, [&](const ExpressionNode& node) { return concerns(replacements, node); }, arguments_of)) {
    const ExpressionNode& node = **part;
    if (node.operation == Operation::index) {
      const auto by = std::ranges::find_if(replacements, [&](const Replacement& r) { return r.axis == node.axis; });
      done.emplace(&node, by->by);
    } else if (node.operation == Operation::reduce) {
      done.emplace(&node, substitute_reduce(node, replacements));
    } else {
      Expressions arguments;
      arguments.reserve(node.arguments.size());
      for (const Expression& argument : node.arguments) arguments.push_back(replaced(argument));
      done.emplace(&node, with_arguments(node, std::move(arguments)));
    }
  }
  return done.at(expression.get());
}

}  // namespace pellucid::inline v0::loop
