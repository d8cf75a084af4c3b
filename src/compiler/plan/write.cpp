#include "compiler/plan/write.hpp"

#include <algorithm>
#include <cassert>

#include "compiler/plan/attach_reads.hpp"
#include "compiler/plan/cluster.hpp"
#include "compiler/plan/group.hpp"
#include "compiler/plan/placement.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

using loop::Expressions;
using loop::Statement;

Expressions indices_of(const std::vector<loop::Axis>& axes) {
  Expressions index;
  for (const loop::Axis& axis : axes) index.push_back(loop::index(axis));
  return index;
}

loop::Store store_to(const Home& home, const Expressions& index, const loop::Expression& value) {
  return {.buffer = home.buffer, .index = home.at(index), .value = value};
}

class ScopeWriter {
 public:
  ScopeWriter(Scope& scope, Probes& probes, const PlanOptions& options) : scope_(scope), probes_(probes), options_(options) {}

  std::vector<Statement> run(const ScopeTask& task) {
    Variables wanted;
    Wishes wishes;
    for (const Wanted& output : task.outputs) {
      wanted.push_back(output.value);
      (output.home.is_whole() ? wishes.outputs : wishes.placed).insert(output.value);
    }
    for (const Renewed& renewed : task.renewed) {
      wanted.push_back(renewed.value);
      wishes.placed.insert(renewed.value);
    }
    const std::unordered_set<Variable> given = scope_.known();
    const std::vector<NodePointer> nodes = topological(wanted, given);
    work_ = cluster(nodes, wishes, given, probes_, options_);
    Dependencies before = dependencies_of(work_);
    group(work_, before, options_);
    for (const auto& [value, uses] : work_.uses) used_.insert(value);
    used_.insert(wanted.begin(), wanted.end());
    additions_ = attach_reads(task, given, work_);
    const std::size_t computing = work_.units.size();
    places_ = Placer(scope_, task, additions_, work_, before, options_).run(nodes);
    for (const NodePointer& node : nodes)
      for (std::size_t i = 0; i < node->types.size(); ++i) settle({node, i});

    // Units were made from users to inputs, copies after them.
    std::vector<int> preferred;
    for (std::size_t i = computing; i-- > 0;) preferred.push_back(static_cast<int>(i));
    for (std::size_t i = computing; i < work_.units.size(); ++i) preferred.push_back(static_cast<int>(i));
    std::vector<Statement> statements, last;
    for (const int number : before.order(preferred))
      for (Statement& statement : write(number)) (places_.last.contains(number) ? last : statements).push_back(std::move(statement));
    if (!additions_.rest.empty())
      for (Statement& statement : write_scope(scope_, {.outputs = additions_.rest}, probes_, options_))
        statements.push_back(std::move(statement));
    for (Statement& statement : last) statements.push_back(std::move(statement));
    return statements;
  }

 private:
  // Tells the scope where a value will be found.
  void settle(const Variable& value) {
    const auto keep = work_.keep.find(value);
    if (keep == work_.keep.end()) return;
    if (keep->second == Keep::renamed) {
      const int base = dense_buffer(value.node()->inputs[0]);
      scope_.keep(value, {.buffer = scope_.sheet().add("reshape", value.type(), loop::Role::temporary, base)});
    } else if (const auto homes = places_.homes.find(value); homes != places_.homes.end() && !homes->second.empty()) {
      scope_.keep(value, homes->second[0]);
    }
  }

  int dense_buffer(const Variable& value) {
    if (const auto copied = places_.dense.find(value); copied != places_.dense.end()) return copied->second;
    const Home* home = scope_.home(value);
    assert(home != nullptr && home->is_whole());
    return home->buffer;
  }

  std::vector<Statement> write(int number) {
    const Unit& unit = work_.units[static_cast<std::size_t>(number)];
    const BufferOf buffer_of = [&](const Variable& value) { return dense_buffer(value); };
    if (const auto copy = places_.copies.find(number); copy != places_.copies.end()) return {write_copy(unit.members[0], copy->second)};
    if (unit.is_assembly) {
      std::vector<Statement> statements;
      if (const auto missing = places_.missing.find({unit.node, 0}); missing != places_.missing.end())
        for (const Wanted& part : missing->second) statements.emplace_back(compiler::write_copy(part.value, part.home, scope_));
      return statements;
    }
    if (unit.is_check) return write_checks(unit.node, buffer_of);
    if (!unit.is_kernel()) {
      if (unit.node->op->role != Role::scan) return write_statements(unit.node, buffer_of, scope_.sheet());
      std::vector<bool> is_only_read;
      for (std::size_t i = 0; i < unit.node->types.size(); ++i) is_only_read.push_back(!used_.contains({unit.node, i}));
      return write_scan(unit.node, is_only_read, scope_, probes_, options_);
    }
    if (unit.members.empty()) return {};
    return {write_kernel(number, unit)};
  }

  loop::Kernel write_kernel(int number, const Unit& unit) {
    Elements elements(scope_, unit.members);
    loop::Kernel kernel;
    kernel.axes = unit.axes;
    for (const Variable& member : unit.members) {
      const std::string_view kind = Apply(member.node()).kind();
      if (!kernel.name.empty()) kernel.name += " + ";
      kernel.name += kind;
      const auto homes = places_.homes.find(member);
      if (homes == places_.homes.end() || homes->second.empty()) continue;
      const loop::Expression value = elements.at(member, unit.index);
      for (const Home& home : homes->second) kernel.stores.push_back(store_to(home, unit.index, value));
    }
    for (const Additions::Store& store : additions_.stores)
      if (store.unit == number) kernel.stores.push_back(store_to(store.read.home, unit.index, elements.at(store.read.value, unit.index)));
    return kernel;
  }

  loop::Kernel write_copy(const Variable& value, const Copy& copy) {
    if (copy.from < 0) return compiler::write_copy(value, copy.to, scope_);
    Scope source(scope_.sheet());
    source.keep(value, {.buffer = copy.from});
    return compiler::write_copy(value, copy.to, source);
  }

  Scope& scope_;
  Probes& probes_;
  const PlanOptions& options_;
  Clustering work_;
  std::unordered_set<Variable> used_;  // by anything but reads
  Additions additions_;
  Placement places_;
};

}  // namespace

std::vector<Statement> write_scope(Scope& scope, const ScopeTask& task, Probes& probes, const PlanOptions& options) {
  return ScopeWriter(scope, probes, options).run(task);
}

loop::Kernel write_copy(const Variable& value, const Home& home, Scope& scope) {
  loop::Kernel kernel;
  kernel.name = "copy";
  kernel.axes = axes_over(value.dims());
  const Expressions index = indices_of(kernel.axes);
  kernel.stores.push_back(store_to(home, index, scope.element(value, index)));
  return kernel;
}

}  // namespace pellucid::inline v0::compiler
