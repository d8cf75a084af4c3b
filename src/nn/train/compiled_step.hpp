// One step as native code, and the memory for its results.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <pellucid/function.hpp>
#include <pellucid/model.hpp>

#include "nn/train/step_graph.hpp"

namespace pellucid::inline v0 {

struct CompiledStep {
  CompiledStep(StepGraph graph, std::string name);
  std::vector<Type> inputs;  // what it was made for
  Function function;
  std::vector<Reported> reported;
  std::size_t value_count;
  std::vector<SharedVariable> at_risk;  // see all_or_nothing
  std::size_t bytes() const;            // about what it takes
};

/// The results of one caller's steps. A warm step allocates nothing.
class StepRun {
 public:
  explicit StepRun(std::shared_ptr<const CompiledStep> step);
  void operator()(std::span<const Array> inputs) { step_->function.call_into(inputs, values_); }
  const CompiledStep& step() const { return *step_; }
  double value(std::size_t reported) const { return static_cast<double>(*numbers_[reported]); }
  /// How much that value counts beside those of other batches.
  double weight(std::size_t reported, std::int64_t examples) const;
  Logs logs() const;

 private:
  std::shared_ptr<const CompiledStep> step_;
  std::vector<Array> values_;
  std::vector<const float*> numbers_;
};

/// Means over the batches of an epoch.
class RunningMeans {
 public:
  explicit RunningMeans(const CompiledStep& step) : step_(&step), sums_(step.reported.size()), weights_(step.reported.size()) {}
  void add(const StepRun& run, std::int64_t examples);
  double mean(std::size_t reported) const { return weights_[reported] > 0 ? sums_[reported] / weights_[reported] : 0; }
  Logs logs(const std::string& prefix = "") const;

 private:
  const CompiledStep* step_;
  std::vector<double> sums_, weights_;
};

}  // namespace pellucid::inline v0
