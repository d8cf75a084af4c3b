// The graph of one step: what a batch gives, and what it changes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <pellucid/function.hpp>

#include "nn/train/outputs.hpp"

namespace pellucid::inline v0 {

/// A number that a step reports: the mean over the batch of a loss or a metric.
struct Reported {
  std::string name;                          // as in History
  std::optional<std::size_t> count_at = {};  // which value says over how many elements; none: over all examples
};

struct StepGraph {
  Variables inputs;                // the model's, y of each output that has a loss, sample weights
  std::vector<Reported> reported;  // of the first values; the others are counts
  Variables values;                // float32 scalars
  Updates updates;
};

/// `labels` and `weights` are the types of y and of sample weights. Throws where losses or metrics cannot take them.
StepGraph test_graph(const ModelState& model, const std::vector<TrainedOutput>& outputs, const std::vector<Type>& labels,
                     const std::optional<Type>& weights);

/// The same in training, with one step of the optimizer for these weights.
StepGraph train_graph(const ModelState& model, const std::vector<TrainedOutput>& outputs, const std::vector<Type>& labels,
                      const std::optional<Type>& weights, OptimizerDefinition& optimizer, const std::vector<SharedVariable>& trained);

/// States as a model leaves them after a batch: each once.
Updates state_updates(const ModelState& model, bool training);

}  // namespace pellucid::inline v0
