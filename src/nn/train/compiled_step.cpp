#include "nn/train/compiled_step.hpp"

#include "nn/train/all_or_nothing.hpp"

namespace pellucid::inline v0 {

CompiledStep::CompiledStep(StepGraph graph, std::string name)
    : reported(std::move(graph.reported)), value_count(graph.values.size()), at_risk(states_at_risk(graph.values, graph.updates)) {
  for (const Variable& input : graph.inputs) inputs.push_back(input.type());
  function = Function(graph.inputs, graph.values, {.updates = std::move(graph.updates), .name = std::move(name)});
}

std::size_t CompiledStep::bytes() const {
  constexpr std::size_t of_graph = std::size_t{64} << 10;
  const FunctionMemory memory = function.memory();
  return of_graph + memory.program_bytes + memory.idle_bytes;
}

StepRun::StepRun(std::shared_ptr<const CompiledStep> step) : step_(std::move(step)) {
  for (std::size_t i = 0; i < step_->value_count; ++i) {
    values_.push_back(Array::zeros({}));
    numbers_.push_back(static_cast<const float*>(values_[i].data()));
  }
}

double StepRun::weight(std::size_t reported, std::int64_t examples) const {
  const auto& count_at = step_->reported[reported].count_at;
  return count_at ? value(*count_at) : static_cast<double>(examples);
}

Logs StepRun::logs() const {
  Logs logs;
  for (std::size_t i = 0; i < step_->reported.size(); ++i) logs.emplace(step_->reported[i].name, value(i));
  return logs;
}

void RunningMeans::add(const StepRun& run, std::int64_t examples) {
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const double weight = run.weight(i, examples);
    sums_[i] += weight * run.value(i);
    weights_[i] += weight;
  }
}

Logs RunningMeans::logs(const std::string& prefix) const {
  Logs logs;
  for (std::size_t i = 0; i < sums_.size(); ++i) logs.emplace(prefix + step_->reported[i].name, mean(i));
  return logs;
}

}  // namespace pellucid::inline v0
