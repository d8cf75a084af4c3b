// What compiling says of each output of a model: its loss, its metrics, and what y must be for them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nn/model/state.hpp"
#include "nn/train/array_spec.hpp"

namespace pellucid::inline v0 {

/// An output that has a loss.
struct TrainedOutput {
  std::string name;  // of its layer
  Variable prediction;
  std::optional<Variable> mask;
  Loss loss;
  double loss_weight = 1;
  std::vector<Metric> metrics;

  /// Known without data, except for a loss of the user's own.
  bool fixes_labels() const { return loss.labels() != LabelKind::anything; }
  /// What y must be; of a loss of the user's own, what the given array is.
  ArraySpec labels(const Array& given, const std::string& role) const;
  ArraySpec labels(const std::string& role) const;
};

/// Throws ValueError when the options do not fit the model's outputs.
std::vector<TrainedOutput> trained_outputs(const ModelState& model, const CompileOptions& options);

}  // namespace pellucid::inline v0
