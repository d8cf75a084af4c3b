// A model tried on data.
#pragma once

#include "nn/train/progress_bar.hpp"
#include "nn/train/trainer.hpp"

namespace pellucid::inline v0 {

/// Means over all examples. `bar` may be null.
Logs evaluate_examples(Trainer& trainer, const Examples& examples, std::int64_t batch_size, const std::string& prefix, ProgressBar* bar);

}  // namespace pellucid::inline v0
