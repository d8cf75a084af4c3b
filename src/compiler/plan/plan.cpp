#include "compiler/plan/plan.hpp"

#include <set>

#include "compiler/plan/write.hpp"

namespace pellucid::inline v0::compiler {

Plan make_plan(const Question& question, const PlanOptions& options) {
  Plan plan;
  plan.program.name = question.name;
  Sheet sheet(plan);
  Scope scope(sheet);
  Probes probes;
  ScopeTask task;
  for (std::size_t i = 0; i < question.inputs.size(); ++i) {
    plan.inputs.push_back(sheet.add("input" + std::to_string(i), question.inputs[i].type(), loop::Role::input));
    scope.keep(question.inputs[i], {.buffer = plan.inputs.back()});
  }
  for (const auto* wanted : {&question.outputs, &question.reads}) {
    for (const Variable& value : *wanted) {
      plan.outputs.push_back(sheet.add("output" + std::to_string(plan.outputs.size()), value.type(), loop::Role::output));
      (wanted == &question.outputs ? task.outputs : task.reads).push_back({.value = value, .home = {.buffer = plan.outputs.back()}});
    }
  }
  for (const auto& [shared, value] : question.updates)
    task.renewed.push_back({.leaf = shared, .buffer = sheet.state(shared), .value = value, .outlives_call = true});
  std::set<std::string> unknown;
  for (const Variable& input : question.inputs)
    for (const Dim& dim : input.dims())
      for (const std::string& name : dim.unknowns()) unknown.insert(name);
  plan.program.sizes.assign(unknown.begin(), unknown.end());
  plan.program.body = write_scope(scope, task, probes, options);
  for (const auto& [shared, value] : question.updates)
    for (Plan::State& state : plan.states)
      if (state.state == state_of(shared)) state.is_updated = true;
  return plan;
}

}  // namespace pellucid::inline v0::compiler
