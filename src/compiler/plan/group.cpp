#include "compiler/plan/group.hpp"

#include <algorithm>
#include <queue>

namespace pellucid::inline v0::compiler {

void Dependencies::add(int first, int then) {
  if (first != then) before_[static_cast<std::size_t>(then)].insert(first);
}

bool Dependencies::reaches(int from, int to) const {
  std::unordered_set<int> seen = {to};
  std::vector<int> path = {to};
  while (!path.empty()) {
    const int unit = path.back();
    path.pop_back();
    if (unit == from) return true;
    for (const int earlier : before(unit))
      if (seen.insert(earlier).second) path.push_back(earlier);
  }
  return false;
}

void Dependencies::merge(int gone, int into) {
  for (const int earlier : before(gone)) add(earlier, into);
  before_[static_cast<std::size_t>(gone)].clear();
  for (std::size_t unit = 0; unit < before_.size(); ++unit)
    if (before_[unit].erase(gone) > 0) add(into, static_cast<int>(unit));
  before_[static_cast<std::size_t>(into)].erase(into);
}

std::vector<int> Dependencies::order(const std::vector<int>& preferred) const {
  std::vector<std::size_t> waiting_for(before_.size());
  std::vector<std::vector<int>> after(before_.size());
  std::vector<std::size_t> rank(before_.size());
  for (std::size_t i = 0; i < preferred.size(); ++i) rank[static_cast<std::size_t>(preferred[i])] = i;
  std::priority_queue<std::pair<std::size_t, int>, std::vector<std::pair<std::size_t, int>>, std::greater<>> ready;
  for (const int unit : preferred) {
    waiting_for[static_cast<std::size_t>(unit)] = before(unit).size();
    for (const int earlier : before(unit)) after[static_cast<std::size_t>(earlier)].push_back(unit);
    if (before(unit).empty()) ready.emplace(rank[static_cast<std::size_t>(unit)], unit);
  }
  std::vector<int> order;
  while (!ready.empty()) {
    const int unit = ready.top().second;
    ready.pop();
    order.push_back(unit);
    for (const int later : after[static_cast<std::size_t>(unit)])
      if (--waiting_for[static_cast<std::size_t>(later)] == 0) ready.emplace(rank[static_cast<std::size_t>(later)], later);
  }
  return order;
}

Dependencies dependencies_of(const Clustering& clustering) {
  Dependencies dependencies(clustering.units.size());
  for (const auto& [value, unit] : clustering.unit_of) {
    const auto uses = clustering.uses.find(value);
    if (uses == clustering.uses.end()) continue;
    for (const Use& use : uses->second) dependencies.add(unit, use.unit);
  }
  for (const auto& [check, unit] : clustering.checked) dependencies.add(check, unit);
  return dependencies;
}

namespace {

class Grouper {
 public:
  Grouper(Clustering& clustering, Dependencies& dependencies) : clustering_(clustering), dependencies_(dependencies) {
    for (std::size_t i = 0; i < clustering.units.size(); ++i) joined_.push_back(static_cast<int>(i));
  }

  void run() {
    for (const auto& [value, other] : clustering_.beside) join_beside(value, other);
    // Units were made from users to inputs, so that going backwards an input comes before its users.
    for (int unit = static_cast<int>(clustering_.units.size()) - 1; unit >= 0; --unit)
      if (is_candidate(unit)) join_users(unit);
    for (auto& [value, uses] : clustering_.uses)
      for (Use& use : uses) use.unit = now(use.unit);
    for (auto& [value, unit] : clustering_.unit_of) unit = now(unit);
  }

 private:
  // The unit that stands for one that was joined to it.
  int now(int unit) const {
    while (joined_[static_cast<std::size_t>(unit)] != unit) unit = joined_[static_cast<std::size_t>(unit)];
    return unit;
  }

  Unit& at(int unit) { return clustering_.units[static_cast<std::size_t>(unit)]; }

  bool is_candidate(int unit) { return at(unit).is_kernel() && !at(unit).members.empty(); }

  static Dims dims_of(const Unit& unit) { return unit.members[0].dims(); }

  void join_beside(const Variable& value, const Variable& other) {
    const auto found = clustering_.unit_of.find(other);
    if (found == clustering_.unit_of.end()) return;
    const int unit = now(clustering_.unit_of.at(value)), beside = now(found->second);
    if (unit != beside && is_candidate(beside) && may_join(beside, unit)) join(unit, beside);
  }

  void join_users(int unit) {
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t member = 0; member < at(unit).members.size() && !changed; ++member) {
        const auto uses = clustering_.uses.find(at(unit).members[member]);
        if (uses == clustering_.uses.end()) continue;
        for (const Use& use : uses->second) {
          const int user = now(use.unit);
          if (user == unit || !is_candidate(user) || !may_join(unit, user)) continue;
          join(user, unit);
          changed = true;
          break;
        }
      }
    }
  }

  // Whether all that flows between them flows from element to the same element, and nothing flows around.
  bool may_join(int first, int second) {
    if (dims_of(at(first)) != dims_of(at(second)) || at(first).operations + at(second).operations > most_operations) return false;
    if (flows_otherwise(first, second) || flows_otherwise(second, first)) return false;
    for (const int earlier : dependencies_.before(second))
      if (earlier != first && dependencies_.reaches(first, earlier)) return false;
    for (const int earlier : dependencies_.before(first))
      if (earlier != second && dependencies_.reaches(second, earlier)) return false;
    return true;
  }

  bool flows_otherwise(int from, int to) {
    return std::ranges::any_of(at(from).members, [&](const Variable& value) {
      const auto uses = clustering_.uses.find(value);
      return uses != clustering_.uses.end() &&
             std::ranges::any_of(uses->second, [&](const Use& use) { return now(use.unit) == to && (!use.is_same || use.in_reduction); });
    });
  }

  void join(int gone, int into) {
    Unit& from = at(gone);
    Unit& to = at(into);
    to.operations += from.operations;
    to.members.insert(to.members.end(), from.members.begin(), from.members.end());
    from.members.clear();
    joined_[static_cast<std::size_t>(gone)] = into;
    dependencies_.merge(gone, into);
  }

  Clustering& clustering_;
  Dependencies& dependencies_;
  std::vector<int> joined_;
};

}  // namespace

void group(Clustering& clustering, Dependencies& dependencies, const PlanOptions& options) {
  if (options.fuse) Grouper(clustering, dependencies).run();
}

}  // namespace pellucid::inline v0::compiler
