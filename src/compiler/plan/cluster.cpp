#include "compiler/plan/cluster.hpp"

#include <algorithm>
#include <ranges>

#include "compiler/estimate.hpp"
#include "graph/scan.hpp"
#include "graph/walk.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using loop::Expression;
using loop::Expressions;

constexpr double cheap = 2;               // additions that are done twice sooner than stored
constexpr double free_to_hoist = 4;       // the same for what an inner loop might repeat
constexpr std::size_t most_copies = 64;   // of the expression of one view
constexpr double rounding_slack = 1.001;  // numbers of evaluations are products of estimates in floating point

bool depends_on(const Expressions& index, const loop::Axis& axis) {
  return std::ranges::any_of(index, [&](const Expression& at) {
    const auto free = loop::free_axes(at);
    return std::ranges::binary_search(free, axis.id);
  });
}

// Walks from users to inputs: when a value is decided, all its uses are known.
class Clusterer {
 public:
  Clusterer(const Wishes& wishes, const std::unordered_set<Variable>& given, Probes& probes, const PlanOptions& options)
      : wanted_(wishes.outputs), placed_(wishes.placed), given_(given), probes_(probes), options_(options) {
    wanted_.insert(placed_.begin(), placed_.end());
  }

  Clustering run(const std::vector<NodePointer>& nodes) {
    for (const NodePointer& node : nodes)
      if (node->op == &table::tanh) tanh_of_.emplace(node->inputs[0], Variable(node, 0));
    for (const NodePointer& node : nodes | std::views::reverse) visit(node);
    return std::move(result_);
  }

 private:
  template <class Extents>
  double about(const Extents& extents) const {
    return estimate(extents, options_.typical);
  }

  bool is_asked_for(const Variable& value) const {
    return !given_.contains(value) && (wanted_.contains(value) || result_.uses.contains(value));
  }

  void visit(const NodePointer& node) {
    const Op& op = *node->op;
    if (op.role != Role::ordinary && op.role != Role::scan) return;
    Variables asked;
    for (std::size_t i = 0; i < node->types.size(); ++i)
      if (is_asked_for({node, i})) asked.emplace_back(node, i);
    if (asked.empty()) return;
    check_ = -1;
    if (op.checks != nullptr) {
      check_ = add_unit({.node = node, .is_check = true});
      for (const auto& [input, limit] : op.checks(Apply(node))) use_whole(node->inputs[input], check_);
    }
    if (op.element != nullptr) {
      for (const Variable& value : asked) decide(value);
      return;
    }
    const int unit = add_unit({.node = node});
    if (check_ >= 0) result_.checked.emplace_back(check_, unit);
    for (std::size_t i = 0; i < node->types.size(); ++i) {
      result_.keep.emplace(Variable(node, i), Keep::made);
      result_.unit_of.emplace(Variable(node, i), unit);
    }
    if (op.role == Role::scan) use_in_scan(node, unit);
    else
      for (const Variable& input : node->inputs) use_whole(input, unit);
  }

  int add_unit(Unit unit) {
    result_.units.push_back(std::move(unit));
    return static_cast<int>(result_.units.size()) - 1;
  }

  int add_kernel(const Variable& value) {
    const Probe& probe = probes_.of(value);
    Unit unit{.members = {value}, .axes = probe.axes, .operations = probe.operations};
    for (const loop::Axis& axis : unit.axes) unit.index.push_back(canonical_.of(loop::index(axis)));
    return add_unit(std::move(unit));
  }

  void use_whole(const Variable& value, int unit) {
    result_.whole.insert(value);
    result_.uses[value].push_back({.unit = unit});
  }

  // Initial carries are copied once; the rest is read in the body, perhaps several times a step.
  void use_in_scan(const NodePointer& node, int unit) {
    const ScanParts parts = scan_parts(Apply(node));
    const double length = about(parts.length);
    for (std::size_t i = 0; i < node->inputs.size(); ++i) {
      const bool is_carry = parts.first_carry() <= i && i < parts.first_constant();
      const double times = is_carry ? 1 : i < parts.sequences ? 2 : 2 * length;
      const double evaluations = times * about(node->inputs[i].dims());
      result_.uses[node->inputs[i]].push_back({.unit = unit, .evaluations = evaluations, .unhoisted = evaluations});
    }
  }

  void decide(const Variable& value) {
    const Probe& probe = probes_.of(value);
    const Keep keep = choose(value, probe);
    result_.keep.emplace(value, keep);
    if (keep == Keep::assembled) {
      const int unit = add_unit({.node = value.node(), .is_assembly = true});
      result_.unit_of.emplace(value, unit);
      for (const Variable& part : value.node()->inputs) {
        parts_.insert(part);
        const double size = about(part.dims());
        result_.uses[part].push_back({.unit = unit, .evaluations = size, .unhoisted = size});
      }
      return;
    }
    if (keep == Keep::stored) {
      const int unit = add_kernel(value);
      if (is_made_beside_tanh(value)) result_.beside.emplace_back(value, tanh_of_.at(value.node()->inputs[0]));
      result_.unit_of.emplace(value, unit);
      const double size = about(value.dims());
      const Use self{
          .unit = unit, .index = result_.units.back().index, .is_known = true, .is_same = true, .evaluations = size, .unhoisted = size};
      pass_on(value, probe, self);
      return;
    }
    if (keep == Keep::renamed) {
      if (wanted_.contains(value)) {
        wanted_.insert(value.node()->inputs[0]);
        result_.whole.insert(value.node()->inputs[0]);
      }
      for (const Use& use : std::vector<Use>(result_.uses[value])) use_whole(value.node()->inputs[0], use.unit);
      return;
    }
    for (const Use& use : std::vector<Use>(result_.uses[value])) {
      result_.units[static_cast<std::size_t>(use.unit)].operations += probe.operations;
      pass_on(value, probe, use);
    }
  }

  // First what the value's form decides, then what must lie in memory, then what computing it again would cost.
  Keep choose(const Variable& value, const Probe& probe) const {
    if (is_same_memory(value, probe) && !placed_.contains(value)) return Keep::renamed;
    if (value.node()->op == &table::concatenate) return Keep::assembled;
    if (parts_.contains(value) && !probe.is_view && probe.weight > 0) return Keep::stored;
    if (wanted_.contains(value) || result_.whole.contains(value) || !options_.fuse) return Keep::stored;
    if (is_made_beside_tanh(value)) return Keep::stored;
    const std::vector<Use>& uses = result_.uses.at(value);
    for (const Use& use : uses)
      if (result_.units[static_cast<std::size_t>(use.unit)].operations + probe.operations > most_operations) return Keep::stored;
    if (probe.is_view || probe.weight == 0) return uses.size() < most_copies ? Keep::fused : Keep::stored;
    double evaluations = 0, unhoisted = 0, duplicated = 0;
    for (const Use& use : uses) {
      evaluations += use.evaluations;
      unhoisted += use.unhoisted;
      duplicated = std::max(duplicated, use.duplicated);
    }
    const double once = about(value.dims()) * rounding_slack;
    if (probe.reduces)
      return evaluations <= once && is_in_one_kernel(uses) && !is_better_alone(probe, once, uses[0]) ? Keep::fused : Keep::stored;
    if ((probe.weight <= free_to_hoist ? evaluations : unhoisted) <= once) return Keep::fused;
    return probe.weight + duplicated <= cheap && unhoisted <= 2 * once ? Keep::fused : Keep::stored;
  }

  // A reshape is other dims of the same memory. One that only moves extents of 1 is otherwise computed on the way, but where it is an output alone
  // what is reshaped can be made in its memory.
  bool is_same_memory(const Variable& value, const Probe& probe) const {
    if (value.node()->op != &table::reshape || product(value.dims()) != product(value.node()->inputs[0].dims())) return false;
    return probe.is_reshape || (wanted_.contains(value) && !result_.uses.contains(value));
  }

  // The slope of tanh, where tanh is made too: in one kernel they share nearly all of their work, and their argument need not be stored for a
  // later one.
  bool is_made_beside_tanh(const Variable& value) const {
    if (value.node()->op != &table::sech_squared) return false;
    const Variable& x = value.node()->inputs[0];
    return tanh_of_.contains(x) && !given_.contains(x);
  }

  bool is_in_one_kernel(const std::vector<Use>& uses) const {
    return uses.size() == 1 && uses[0].is_known && result_.units[static_cast<std::size_t>(uses[0].unit)].is_kernel();
  }

  // Large sums inside sums: by themselves they can be done as a product of matrices.
  bool is_better_alone(const Probe& probe, double elements, const Use& use) const {
    double work = elements;
    for (const loop::Axis& axis : probe.reduced) work *= about(axis.extent);
    return use.in_reduction && work >= large_product;
  }

  // What a use of the value means for its inputs.
  void pass_on(const Variable& value, const Probe& probe, const Use& use) {
    if (check_ >= 0) result_.checked.emplace_back(check_, use.unit);
    const double size = std::max(1.0, about(value.dims()));
    const double times = std::max(1.0, use.unhoisted / size);
    for (const Probe::Read& read : probe.reads) {
      const Variable& input = value.node()->inputs[read.input];
      Use next{.unit = use.unit, .in_reduction = use.in_reduction || read.in_reduction};
      next.duplicated = times > 1.5 ? use.duplicated + probe.weight : use.duplicated;
      double inside = 1;
      for (const loop::Axis& axis : probe.reduced)
        if (read.in_reduction) inside *= about(axis.extent);
      next.unhoisted = use.unhoisted * inside;
      next.evaluations = next.unhoisted;
      if (use.is_known && !read.is_indirect) {
        next.is_known = true;
        next.index = compose(probe, read, use);
        const Unit& unit = result_.units[static_cast<std::size_t>(use.unit)];
        next.is_same = next.index == unit.index;
        next.evaluations = hoisted(next, unit, next.unhoisted);
      } else if (!use.is_known && !read.in_reduction) {
        next.evaluations = use.evaluations;
      }
      add_use(input, std::move(next));
    }
  }

  Expressions compose(const Probe& probe, const Probe::Read& read, const Use& use) {
    std::vector<loop::Replacement> replacements;
    for (std::size_t i = 0; i < probe.axes.size(); ++i) replacements.push_back({probe.axes[i], use.index[i]});
    Expressions composed;
    for (const Expression& at : read.index) composed.push_back(canonical_.of(loop::substitute(at, replacements)));
    return composed;
  }

  // An element is computed once for all points that differ only in inner axes on which its index does not depend.
  double hoisted(const Use& use, const Unit& unit, double otherwise) const {
    double times = 1, last = 1;
    for (const loop::Axis& axis : unit.axes) {
      times *= about(axis.extent);
      if (depends_on(use.index, axis)) last = times;
    }
    for (const Expression& at : use.index)
      for (const std::uint64_t id : loop::free_axes(at))
        if (std::ranges::none_of(unit.axes, [&](const loop::Axis& axis) { return axis.id == id; })) return otherwise;
    return std::min(last, otherwise);
  }

  // The same element asked for twice by one kernel is computed once.
  void add_use(const Variable& value, Use use) {
    std::vector<Use>& uses = result_.uses[value];
    for (Use& known : uses) {
      if (!use.is_known || !known.is_known || known.unit != use.unit || known.index != use.index) continue;
      known.in_reduction = known.in_reduction || use.in_reduction;
      known.unhoisted = std::max(known.unhoisted, use.unhoisted);
      known.evaluations = std::max(known.evaluations, use.evaluations);
      known.duplicated = std::max(known.duplicated, use.duplicated);
      return;
    }
    uses.push_back(std::move(use));
  }

  std::unordered_set<Variable> wanted_;
  const std::unordered_set<Variable>& placed_;
  const std::unordered_set<Variable>& given_;
  Probes& probes_;
  const PlanOptions& options_;
  std::unordered_set<Variable> parts_;  // what assembled values are made of
  std::unordered_map<Variable, Variable> tanh_of_;
  Canonical canonical_;
  int check_ = -1;  // of the node that is visited
  Clustering result_;
};

}  // namespace

bool can_fail(const NodePointer& node) {
  if (node->op->checks != nullptr || node->op->host != nullptr) return true;
  if (node->op->role != Role::scan) return false;
  const std::vector<NodePointer> inside = topological(scan_parts(Apply(node)).body->outputs());
  return std::ranges::any_of(inside, [](const NodePointer& inner) { return can_fail(inner); });
}

Clustering cluster(const std::vector<NodePointer>& nodes, const Wishes& wishes, const std::unordered_set<Variable>& given, Probes& probes,
                   const PlanOptions& options) {
  return Clusterer(wishes, given, probes, options).run(nodes);
}

}  // namespace pellucid::inline v0::compiler
