// Where in memory the values of a scope are, and what has to be copied so that they get there.
#pragma once

#include <unordered_map>
#include <vector>

#include "compiler/plan/cluster.hpp"
#include "compiler/plan/group.hpp"
#include "compiler/plan/write.hpp"

namespace pellucid::inline v0::compiler {

struct Copy {
  Home to;
  int from = -1;  // -1: from where the value is found
};

/// What reads want of the work, beyond what it does anyway; it stays as it is.
struct Additions {
  struct Store {
    int unit;  // a kernel that computes the value on the way, at its own points
    Wanted read;
  };
  std::vector<Store> stores;
  std::vector<Wanted> outputs;          // stored, made or given values
  std::vector<Wanted> rest;             // planned on its own afterwards
  std::unordered_set<Variable> needed;  // values that the rest loads
  std::unordered_set<Variable> old;     // leaves that must still hold their old value then
  bool may_fail = false;
};

struct Placement {
  std::unordered_map<Variable, std::vector<Home>> homes;      // of stored and made values: users load from the first
  std::unordered_map<int, Copy> copies;                       // units that copy their only member
  std::unordered_set<int> last;                               // those of the copies that come after everything else
  std::unordered_map<Variable, std::vector<Wanted>> missing;  // of assembled values: the parts that have to be copied there
  std::unordered_map<Variable, int> dense;                    // given values that some unit needs dense in memory: where they are copied to
};

/// Adds units for copies, and what in-place updates demand of the order.
class Placer {
 public:
  Placer(Scope& scope, const ScopeTask& task, const Additions& additions, Clustering& work, Dependencies& before,
         const PlanOptions& options);
  Placement run(const std::vector<NodePointer>& nodes);

 private:
  void place_output(const Wanted& output);
  bool place_under_other_dims(const Wanted& reshaped);
  void renew(const Renewed& renewed);
  bool is_in_place(const Renewed& renewed) const;
  void hold_back(int unit, const Renewed& renewed);
  void assemble(const Variable& value);
  bool is_read_outside(const Variable& value, int unit) const;
  void give_memory(const Variable& value);
  void make_dense(const Variable& value);
  int add_copy(const Variable& value, Copy copy);
  void read_by(int unit, const Variable& value);

  std::optional<Keep> keep_of(const Variable& value) const;
  const std::vector<Use>& uses_of(const Variable& value) const;

  Scope& scope_;
  const ScopeTask& task_;
  const Additions& additions_;
  Clustering& work_;
  Dependencies& before_;
  const PlanOptions& options_;
  std::vector<int> failing_;  // units that may end the call
  Placement result_;
};

}  // namespace pellucid::inline v0::compiler
