// How many examples a batch has.
#pragma once

#include <cstdint>
#include <string_view>

#include "nn/model/state.hpp"

namespace pellucid::inline v0 {

/// The one that is asked for; 0 means the model's own, else 32. Throws ValueError when it is negative, and when the model's inputs have another
/// batch size or the examples cannot be divided into such batches.
std::int64_t batch_size_for(const ModelState& model, std::int64_t asked, std::int64_t examples, std::string_view where);

/// The same for data that are one batch.
void check_one_batch(const ModelState& model, std::int64_t examples, std::string_view where);

/// Whether layers keep states from one batch to the next.
bool is_stateful(const ModelState& model);

}  // namespace pellucid::inline v0
