#include "graph/walk.hpp"

#include <algorithm>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {

std::vector<NodePointer> topological(const Variables& outputs, const std::unordered_set<Variable>& stop) {
  std::vector<NodePointer> order;
  std::unordered_set<const Node*> seen;
  std::vector<std::pair<NodePointer, std::size_t>> path;  // a node and which of its inputs comes next
  for (const Variable& output : outputs) {
    output.type();  // refuses an empty one
    if (stop.contains(output) || !seen.insert(output.node().get()).second) continue;
    path.emplace_back(output.node(), 0);
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next == node->inputs.size()) {
        order.push_back(std::move(node));
        path.pop_back();
        continue;
      }
      const Variable& input = node->inputs[next++];
      if (!stop.contains(input) && seen.insert(input.node().get()).second) path.emplace_back(input.node(), 0);
    }
  }
  return order;
}

Variables transform(const Variables& outputs, std::unordered_map<Variable, Variable>& known, const Change& change) {
  std::unordered_set<Variable> stop;
  for (const auto& [from, to] : known) stop.insert(from);
  for (const NodePointer& node : topological(outputs, stop)) {
    Variables inputs;
    inputs.reserve(node->inputs.size());
    for (const Variable& input : node->inputs) inputs.push_back(known.at(input));
    std::optional<Variables> changed = change ? change(node, inputs) : std::nullopt;
    if (!changed) changed = Apply(rebuild(node, std::move(inputs))).outputs();
    for (std::size_t i = 0; i < changed->size(); ++i) known.try_emplace(Variable(node, i), (*changed)[i]);
  }
  Variables result;
  for (const Variable& output : outputs) result.push_back(known.at(output));
  return result;
}

Variables ancestors(const Variables& of) {
  Variables all;
  for (const NodePointer& node : topological(of))
    for (std::size_t i = 0; i < node->types.size(); ++i) all.emplace_back(node, i);
  return all;
}

Variable find(const Variables& in, NameView name_or_path) {
  const std::string_view sought = name_or_path;
  std::vector<std::string> known;
  for (const NodePointer& node : topological(in)) {
    const Variable variable(node, 0);
    for (std::string text : {variable.path(), variable.name()}) {
      if (text.empty()) continue;
      if (text == sought) return variable;
      known.push_back(std::move(text));
    }
  }
  refuse<NameError>({.where = "find", .what = "no value is named '" + std::string(sought) + "'", .hint = nearest_names(sought, known)});
}

}  // namespace pellucid::inline v0
