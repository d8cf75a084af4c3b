// What nobody wants of a scan is not computed: collected outputs, carries that only carry themselves on, and then the inputs that only those used.
#include <algorithm>
#include <ranges>

#include "compiler/prepare/prepare.hpp"
#include "graph/scan.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

// Which parts of a scan stay.
struct Kept {
  std::vector<bool> outputs;  // of node and body alike: carries, then collected
  std::vector<bool> inputs;   // of the node
  bool is_all() const {
    const auto all = [](const std::vector<bool>& parts) { return std::ranges::all_of(parts, [](bool stays) { return stays; }); };
    return all(outputs) && all(inputs);
  }
};

Kept find_kept(const NodePointer& node, std::vector<bool> wanted) {
  const ScanParts parts = scan_parts(Apply(node));
  const Variables& inner = parts.body->inputs();
  Kept kept{.outputs = std::move(wanted), .inputs = std::vector<bool>(node->inputs.size(), false)};
  for (bool changed = true; changed;) {
    changed = false;
    Variables results;
    for (std::size_t i = 0; i < kept.outputs.size(); ++i)
      if (kept.outputs[i]) results.push_back(parts.body->outputs()[i]);
    std::unordered_set<Variable> reached;
    for (const NodePointer& inside : topological(results)) reached.emplace(inside, 0);
    for (std::size_t i = 0; i < kept.inputs.size(); ++i) kept.inputs[i] = reached.contains(inner[1 + i]);
    for (std::size_t i = 0; i < parts.carries; ++i) {
      if (!kept.inputs[parts.first_carry() + i] || kept.outputs[i]) continue;
      kept.outputs[i] = changed = true;
    }
  }
  for (std::size_t i = 0; i < parts.carries; ++i)
    if (kept.outputs[i]) kept.inputs[parts.first_carry() + i] = true;  // it gives the result of length 0
  return kept;
}

class Trimmer {
 public:
  Variables run(const Variables& outputs, std::unordered_map<Variable, Variable>& known) {
    find_used(outputs);
    return transform(outputs, known, [&](const NodePointer& node, const Variables& inputs) { return trim(node, inputs); });
  }

 private:
  void find_used(const Variables& outputs) {
    used_.insert(outputs.begin(), outputs.end());
    const std::vector<NodePointer> order = topological(outputs);
    for (const NodePointer& node : order | std::views::reverse) {
      std::vector<bool> wanted;
      for (std::size_t i = 0; i < node->types.size(); ++i) wanted.push_back(used_.contains({node, i}));
      if (std::ranges::none_of(wanted, [](bool is) { return is; })) continue;
      const bool is_scan = node->op->role == Role::scan;
      if (is_scan) kept_.emplace(node.get(), find_kept(node, std::move(wanted)));
      for (std::size_t i = 0; i < node->inputs.size(); ++i)
        if (!is_scan || kept_.at(node.get()).inputs[i]) used_.insert(node->inputs[i]);
    }
  }

  std::optional<Variables> trim(const NodePointer& node, const Variables& inputs) {
    if (node->op->role != Role::scan) return std::nullopt;
    const auto found = kept_.find(node.get());
    Variables outputs(node->types.size(), Variable());
    if (found == kept_.end()) {
      for (std::size_t i = 0; i < outputs.size(); ++i) outputs[i] = {node, i};  // nobody looks at them
      return outputs;
    }
    const Kept& kept = found->second;
    const ScanParts parts = scan_parts(Apply(node));
    const Variables& inner = parts.body->inputs();
    Variables new_inputs, parameters, results;
    std::unordered_map<Variable, Variable> inside;
    std::int64_t sequences = 0, carries = 0;
    const auto add_parameter = [&](const Variable& old) {
      parameters.push_back(parameter(static_cast<std::int64_t>(parameters.size()), old.type()));
      inside.insert_or_assign(old, parameters.back());
    };
    add_parameter(inner[0]);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (!kept.inputs[i]) continue;
      add_parameter(inner[1 + i]);
      new_inputs.push_back(inputs[i]);
      if (i < parts.first_carry()) ++sequences;
      else if (i < parts.first_constant()) ++carries;
    }
    for (std::size_t i = 0; i < kept.outputs.size(); ++i)
      if (kept.outputs[i]) results.push_back(parts.body->outputs()[i]);
    results = Trimmer().run(results, inside);
    const Attributes attributes = node->attributes.with("body", std::make_shared<const Body>(parameters, results))
                                      .with("sequences", sequences)
                                      .with("carries", carries);
    const NodePointer trimmed =
        kept.is_all() && results == parts.body->outputs() ? rebuild(node, inputs) : intern(*node->op, new_inputs, attributes);
    std::size_t next = 0;
    for (std::size_t i = 0; i < outputs.size(); ++i) outputs[i] = kept.outputs[i] ? Variable(trimmed, next++) : Variable(node, i);
    return outputs;
  }

  std::unordered_set<Variable> used_;
  std::unordered_map<const Node*, Kept> kept_;
};

}  // namespace

void trim_scans(Question& question) {
  std::unordered_map<Variable, Variable> known;
  set_values(question, Trimmer().run(all_values(question), known));
}

}  // namespace pellucid::inline v0::compiler
