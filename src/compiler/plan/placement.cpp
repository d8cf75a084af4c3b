#include "compiler/plan/placement.hpp"

#include <algorithm>
#include <optional>
#include <ranges>

#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {

namespace {

// By a unit that is no kernel: in one place, and copied elsewhere.
bool is_made(std::optional<Keep> keep) { return keep == Keep::made || keep == Keep::assembled; }

// Where the parts of an assembled value lie, when it lies in `home`.
std::vector<std::pair<Variable, Home>> parts_of(const Variable& assembled, const Home& home) {
  const auto axis = static_cast<std::size_t>(assembled.node()->attributes.get<std::int64_t>("axis"));
  std::vector<std::pair<Variable, Home>> parts;
  Dim start = 0;
  for (const Variable& part : assembled.node()->inputs) {
    parts.emplace_back(part, home.part(assembled.rank(), axis, start));
    start = start + part.dims()[axis];
  }
  return parts;
}

}  // namespace

Placer::Placer(Scope& scope, const ScopeTask& task, const Additions& additions, Clustering& work, Dependencies& before,
               const PlanOptions& options)
    : scope_(scope), task_(task), additions_(additions), work_(work), before_(before), options_(options) {
  for (std::size_t i = 0; i < work.units.size(); ++i)
    if (!work.units[i].is_kernel() && can_fail(work.units[i].node)) failing_.push_back(static_cast<int>(i));
}

// In this order, since each step looks at the homes that those before gave: outputs, updates, reads, parts of wholes, and last the memory of
// what has none yet.
Placement Placer::run(const std::vector<NodePointer>& nodes) {
  for (const Wanted& output : task_.outputs) place_output(output);
  // Those that take a given value over come first: they read it, and what is renewed in place has to wait for all that read it.
  const auto is_computed = [&](const Renewed& renewed) {
    return keep_of(renewed.value) == Keep::stored || is_made(keep_of(renewed.value));
  };
  for (const bool computed : {false, true})
    for (const Renewed& renewed : task_.renewed)
      if (renewed.leaf != renewed.value && is_computed(renewed) == computed) renew(renewed);
  for (const Wanted& read : additions_.outputs) place_output(read);
  for (const NodePointer& node : nodes | std::views::reverse)
    if (keep_of({node, 0}) == Keep::assembled) assemble({node, 0});
  for (const NodePointer& node : nodes)
    for (std::size_t i = 0; i < node->types.size(); ++i) give_memory({node, i});
  return std::move(result_);
}

// Straight from what computes it where that can be, else by a copy.
void Placer::place_output(const Wanted& output) {
  const auto keep = keep_of(output.value);
  if (keep == Keep::renamed && output.home.is_whole() && place_under_other_dims(output)) return;
  if (keep == Keep::stored || (is_made(keep) && output.home.is_whole() && result_.homes[output.value].empty()))
    result_.homes[output.value].push_back(output.home);
  else add_copy(output.value, {.to = output.home});
}

// What was reshaped is made in the place of the result.
bool Placer::place_under_other_dims(const Wanted& reshaped) {
  const Variable& value = reshaped.value.node()->inputs[0];
  const auto keep = keep_of(value);
  if ((keep != Keep::stored && !is_made(keep)) || !result_.homes[value].empty()) return false;
  const std::string name(Apply(value.node()).kind());
  result_.homes[value].push_back({.buffer = scope_.sheet().add(name, value.type(), loop::Role::temporary, reshaped.home.buffer)});
  return true;
}

void Placer::renew(const Renewed& renewed) {
  const Home home{.buffer = renewed.buffer};
  if (is_in_place(renewed)) {
    std::vector<Home>& homes = result_.homes[renewed.value];
    homes.insert(homes.begin(), home);
    hold_back(work_.unit_of.at(renewed.value), renewed);
    return;
  }
  Variable source = renewed.value;
  const auto keep = keep_of(source);
  if (keep != Keep::stored && !is_made(keep)) {
    // What is given may be renewed itself before the end.
    const int kept = scope_.sheet().temporary("kept", source.type());
    const int first = add_copy(source, {.to = {.buffer = kept}});
    const int last = add_copy(source, {.to = home, .from = kept});
    before_.add(first, last);
    hold_back(last, renewed);
    result_.last.insert(last);
    return;
  }
  const int last = add_copy(source, {.to = home});
  hold_back(last, renewed);
  result_.last.insert(last);
}

// Everything that needs the old value, and for state that outlives the call everything that may fail, comes before.
void Placer::hold_back(int unit, const Renewed& renewed) {
  for (const Use& use : uses_of(renewed.leaf)) before_.add(use.unit, unit);
  if (!renewed.outlives_call) return;
  for (const int failing : failing_) before_.add(failing, unit);
}

bool Placer::is_in_place(const Renewed& renewed) const {
  if (!options_.in_place || keep_of(renewed.value) != Keep::stored) return false;
  if (additions_.old.contains(renewed.leaf) || (renewed.outlives_call && additions_.may_fail)) return false;
  const int unit = work_.unit_of.at(renewed.value);
  const auto needs = [&](const Use& use) {
    if (use.unit == unit) return !use.is_same || use.in_reduction;
    return before_.reaches(unit, use.unit);
  };
  const std::vector<Use>& uses = uses_of(renewed.leaf);
  if (std::ranges::any_of(uses, needs)) return false;
  return !renewed.outlives_call || std::ranges::none_of(failing_, [&](int failing) { return before_.reaches(unit, failing); });
}

// Users come before: the whole has its place when its parts get theirs. A part that others read has memory of its own besides:
// kernels that fill one buffer do not read it.
void Placer::assemble(const Variable& value) {
  give_memory(value);
  const int unit = work_.unit_of.at(value);
  for (const auto& [part, home] : parts_of(value, result_.homes.at(value)[0])) {
    const auto keep = keep_of(part);
    std::vector<Home>& homes = result_.homes[part];
    const bool is_free = keep == Keep::assembled && homes.empty() && !work_.whole.contains(part) && !is_read_outside(part, unit);
    if (keep == Keep::stored && homes.empty() && is_read_outside(part, unit)) give_memory(part);
    if (keep == Keep::stored || is_free) homes.push_back(home);
    else result_.missing[value].push_back({.value = part, .home = home});
  }
}

bool Placer::is_read_outside(const Variable& value, int unit) const {
  const int own = work_.unit_of.at(value);
  return std::ranges::any_of(uses_of(value), [&](const Use& use) { return use.unit != unit && use.unit != own; });
}

// What is loaded by another unit than its own, or needed dense, is in memory.
void Placer::give_memory(const Variable& value) {
  const auto keep = keep_of(value);
  const bool needs_dense = work_.whole.contains(value);
  if (keep != Keep::stored && !is_made(keep)) {
    if (needs_dense && keep != Keep::renamed) make_dense(value);
    return;
  }
  std::vector<Home>& homes = result_.homes[value];
  const int unit = work_.unit_of.at(value);
  const std::vector<Use>& uses = uses_of(value);
  const bool is_loaded = additions_.needed.contains(value) || std::ranges::any_of(uses, [&](const Use& use) { return use.unit != unit; });
  if (keep == Keep::made && !is_loaded && value.node()->op->role == Role::scan) return;  // a scan leaves out what nobody wants
  if (needs_dense) std::ranges::stable_partition(homes, [](const Home& home) { return home.is_whole(); });
  const bool has_memory = !homes.empty() && (homes[0].is_whole() || !needs_dense);
  if (has_memory || (keep == Keep::stored && !is_loaded)) return;
  homes.insert(homes.begin(), {.buffer = scope_.sheet().temporary(std::string(Apply(value.node()).kind()), value.type())});
}

void Placer::make_dense(const Variable& value) {
  if (const Home* home = scope_.home(value); home != nullptr && home->is_whole()) return;
  if (result_.dense.contains(value)) return;
  const std::vector<Use> uses = uses_of(value);
  const int buffer = scope_.sheet().temporary("dense", value.type());
  result_.dense.emplace(value, buffer);
  const int copy = add_copy(value, {.to = {.buffer = buffer}});
  for (const Use& use : uses)
    if (!use.is_known) before_.add(copy, use.unit);
}

int Placer::add_copy(const Variable& value, Copy copy) {
  work_.units.push_back({.members = {value}});
  before_.grow();
  const int unit = static_cast<int>(work_.units.size()) - 1;
  if (copy.from < 0) read_by(unit, value);
  else if (const auto made_by = work_.unit_of.find(value); made_by != work_.unit_of.end()) before_.add(made_by->second, unit);
  result_.copies.emplace(unit, std::move(copy));
  return unit;
}

void Placer::read_by(int unit, const Variable& value) {
  work_.uses[value].push_back({.unit = unit});
  if (keep_of(value) == Keep::renamed) return read_by(unit, value.node()->inputs[0]);
  if (const auto made_by = work_.unit_of.find(value); made_by != work_.unit_of.end()) before_.add(made_by->second, unit);
}

std::optional<Keep> Placer::keep_of(const Variable& value) const {
  const auto found = work_.keep.find(value);
  return found == work_.keep.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<Use>& Placer::uses_of(const Variable& value) const {
  static const std::vector<Use> none;
  const auto found = work_.uses.find(value);
  return found == work_.uses.end() ? none : found->second;
}

}  // namespace pellucid::inline v0::compiler
