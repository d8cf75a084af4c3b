// A training step as train_on_batch makes it, without the map of results: warm, it allocates nothing.
#pragma once

#include "nn/train/trainer.hpp"

namespace pellucid::inline v0 {

/// The results are valid until the next step of this model.
const StepRun& train_on_batch(const ModelState& model, Trainer& trainer, const Data& x, const Data& y, const BatchOptions& options);

}  // namespace pellucid::inline v0
