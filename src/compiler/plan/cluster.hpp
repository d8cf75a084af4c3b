// Which values are stored and which are computed again where they are used; and what then stands in one unit of work.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/plan/canonical.hpp"
#include "compiler/plan/plan.hpp"
#include "compiler/plan/probe.hpp"

namespace pellucid::inline v0::compiler {

enum class Keep : std::uint8_t {
  fused,      // computed where it is used
  stored,     // by a kernel of its own, or one that stores several
  renamed,    // the elements of its input in the same order: the same memory under other dims
  assembled,  // of parts that are each stored where they belong in it
  made,       // by a unit that is no kernel: statements of an op, a host function, a scan
};

/// One use of a value, seen from the unit that computes with it.
struct Use {
  int unit = -1;
  loop::Expressions index = {};  // over the axes of the unit's kernel and of reductions; empty when not known
  bool is_known = false;         // the index is
  bool is_same = false;          // the index is that of the kernel: element for element
  bool in_reduction = false;
  double evaluations = 0;  // how often an element of the value is asked for; what can be hoisted out of inner loops counts once
  double unhoisted = 0;    // the same if nothing is hoisted
  double duplicated = 0;   // weight of what is computed more than once on the way
};

/// A kernel, or the work of a node that is none.
struct Unit {
  Variables members = {};             // kernels: the values that it computes, inputs before users
  std::vector<loop::Axis> axes = {};  // kernels: of the first member
  loop::Expressions index = {};
  int operations = 0;
  NodePointer node = nullptr;  // others
  bool is_check = false;       // of the node's indices
  bool is_assembly = false;    // of the node's inputs in the memory of its output
  bool is_kernel() const { return node == nullptr; }
};

struct Clustering {
  std::vector<Unit> units;
  std::unordered_map<Variable, Keep> keep;
  std::unordered_map<Variable, int> unit_of;  // of stored and made values
  std::unordered_map<Variable, std::vector<Use>> uses;
  std::unordered_set<Variable> whole;                 // needed dense in memory: by units, or for an output of other dims
  std::vector<std::pair<int, int>> checked;           // units of checks, and units that rely on them
  std::vector<std::pair<Variable, Variable>> beside;  // a stored value, and one that it shares its work with
};

/// What has to be in memory at the end.
struct Wishes {
  std::unordered_set<Variable> outputs;  // each the whole of some memory, in which it may be made under other dims
  std::unordered_set<Variable> placed;   // in the memory of an older value, or in a part of some memory
};

/// `nodes` in topological order; what is `given` is found without computing it.
Clustering cluster(const std::vector<NodePointer>& nodes, const Wishes& wishes, const std::unordered_set<Variable>& given, Probes& probes,
                   const PlanOptions& options);

/// Whether something in the node may end the call: a check, or a host function that throws.
bool can_fail(const NodePointer& node);

/// Of one kernel: what would exceed it is stored in between.
inline constexpr int most_operations = 200;

}  // namespace pellucid::inline v0::compiler
