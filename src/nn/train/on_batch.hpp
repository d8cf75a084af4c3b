// A training step as train_on_batch makes it, without the map of results: warm, it allocates nothing.
#pragma once

#include "nn/train/trainer.hpp"

namespace pellucid::inline v0 {

/// While it is held no other call trains, so that the results stay.
struct BatchResult {
  std::unique_lock<std::mutex> training;
  const StepRun& run;
};
BatchResult train_on_batch(const ModelState& model, Trainer& trainer, const Data& x, const Data& y, const BatchOptions& options);

}  // namespace pellucid::inline v0
