// Bodies: graphs closed over their inputs, so that equal bodies are one, wherever they stand.
#include <algorithm>
#include <array>

#include "base/refuse.hpp"
#include "graph/scan.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0 {

Variables instantiate(const Body& body, const Variables& arguments) {
  std::unordered_map<Variable, Variable> known;
  for (std::size_t i = 0; i < body.inputs().size(); ++i) known.emplace(body.inputs()[i], arguments.at(i));
  return transform(body.outputs(), known);
}

namespace {

// Whether a node of constants can stay inside a body. A place cannot: it would be another value than the one outside.
bool may_stay_inside(Role role) {
  constexpr std::array outside = {Role::input, Role::shared, Role::parameter, Role::place};
  return std::ranges::find(outside, role) == outside.end();
}

}  // namespace

Closure close_over(const Variables& inputs, const Variables& outputs) {
  const std::unordered_set<Variable> inner(inputs.begin(), inputs.end());
  std::unordered_set<const Node*> varying, constant;  // depends on an inner input; made of constants alone
  const std::vector<NodePointer> order = topological(outputs, inner);
  for (const NodePointer& node : order) {
    const auto varies = [&](const Variable& x) { return inner.contains(x) || varying.contains(x.node().get()); };
    const auto is_constant = [&](const Variable& x) { return constant.contains(x.node().get()); };
    if (std::ranges::any_of(node->inputs, varies)) varying.insert(node.get());
    else if (may_stay_inside(node->op->role) && std::ranges::all_of(node->inputs, is_constant)) constant.insert(node.get());
  }

  Closure closure;
  std::unordered_map<Variable, Variable> known;
  Variables parameters;
  const auto add_parameter = [&](const Variable& outside) {
    parameters.push_back(parameter(static_cast<std::int64_t>(parameters.size()), outside.type()));
    return parameters.back();
  };
  for (const Variable& input : inputs) {
    const Variable fresh = add_parameter(input);
    known.try_emplace(input, fresh);
  }
  const auto capture = [&](const Variable& value) {
    if (known.contains(value) || varying.contains(value.node().get()) || constant.contains(value.node().get())) return;
    known.emplace(value, add_parameter(value));
    closure.captured.push_back(value);
  };
  for (const NodePointer& node : order)
    if (varying.contains(node.get()))
      for (const Variable& input : node->inputs) capture(input);
  for (const Variable& output : outputs) capture(output);
  closure.body = std::make_shared<const Body>(parameters, transform(outputs, known));
  return closure;
}

ScanParts scan_parts(const Apply& node) {
  const Attributes& attributes = node.node()->attributes;
  ScanParts parts;
  parts.body = attributes.get<std::shared_ptr<const Body>>("body");
  parts.sequences = static_cast<std::size_t>(attributes.get<std::int64_t>("sequences"));
  parts.carries = static_cast<std::size_t>(attributes.get<std::int64_t>("carries"));
  parts.constants = node.node()->inputs.size() - parts.sequences - parts.carries;
  parts.collected = parts.body->outputs().size() - parts.carries;
  parts.length = attributes.get<Dims>("length").at(0);
  parts.reverse = attributes.get<bool>("reverse");
  return parts;
}

namespace {

Variables part(const Variables& all, std::size_t first, std::size_t count) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace

Variables ScanParts::sequences_of(const Apply& node) const { return part(node.node()->inputs, 0, sequences); }
Variables ScanParts::initial_of(const Apply& node) const { return part(node.node()->inputs, first_carry(), carries); }
Variables ScanParts::constants_of(const Apply& node) const { return part(node.node()->inputs, first_constant(), constants); }
Variables ScanParts::slices() const { return part(body->inputs(), 1, sequences); }
Variables ScanParts::inner_carries() const { return part(body->inputs(), 1 + sequences, carries); }
Variables ScanParts::inner_constants() const { return part(body->inputs(), 1 + sequences + carries, constants); }
Variables ScanParts::inner_collected() const { return part(body->outputs(), carries, collected); }

}  // namespace pellucid::inline v0
