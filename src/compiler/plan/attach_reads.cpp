#include "compiler/plan/attach_reads.hpp"

#include <algorithm>

#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

// A kernel that computes the value at each of its points once.
const Use* use_on_the_way(const Variable& value, const Clustering& work) {
  const auto keep = work.keep.find(value);
  if (keep == work.keep.end() || keep->second != Keep::fused) return nullptr;
  const std::vector<Use>& uses = work.uses.at(value);
  const auto over_all_of_it = [&](const Use& use) {  // not a kernel over more points that reads it at some, as a concatenation does
    const auto& axes = work.units[static_cast<std::size_t>(use.unit)].axes;
    return std::ranges::equal(axes, value.dims(), [](const loop::Axis& axis, const Dim& extent) { return axis.extent == extent; });
  };
  const auto found = std::ranges::find_if(uses, [&](const Use& use) { return use.is_same && !use.in_reduction && over_all_of_it(use); });
  return found == uses.end() ? nullptr : &*found;
}

Variable renamed_from(Variable value, const Clustering& work) {
  for (auto keep = work.keep.find(value); keep != work.keep.end() && keep->second == Keep::renamed; keep = work.keep.find(value))
    value = Variable(value.node()->inputs[0]);
  return value;
}

// What of the rest is found, and what it needs of memory.
void plan_rest(const std::unordered_set<Variable>& given, const Clustering& work, Additions& additions) {
  std::unordered_set<Variable> found = given;
  for (const auto& [value, keep] : work.keep)
    if (keep != Keep::fused) found.insert(value);
  Variables wanted;
  for (const Wanted& read : additions.rest) wanted.push_back(read.value);
  for (const NodePointer& node : topological(wanted, found)) {
    if (is_leaf({node, 0})) additions.old.emplace(node, 0);
    else additions.may_fail = additions.may_fail || can_fail(node);
    for (const Variable& input : node->inputs) {
      if (work.keep.contains(input)) additions.needed.insert(input);
      else additions.old.insert(input);
    }
  }
}

}  // namespace

Additions attach_reads(const ScopeTask& task, const std::unordered_set<Variable>& given, const Clustering& work) {
  Additions additions;
  for (const Wanted& read : task.reads) {
    const auto keep = work.keep.find(read.value);
    if (const Use* use = use_on_the_way(read.value, work)) additions.stores.push_back({.unit = use->unit, .read = read});
    else if (keep != work.keep.end() ? keep->second != Keep::fused : given.contains(read.value) || is_leaf(read.value)) {
      additions.outputs.push_back(read);
      if (const Variable source = renamed_from(read.value, work); is_leaf(source)) additions.old.insert(source);
    } else additions.rest.push_back(read);
  }
  if (!additions.rest.empty()) plan_rest(given, work, additions);
  return additions;
}

}  // namespace pellucid::inline v0::compiler
