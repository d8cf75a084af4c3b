// Where in the data an index stands for which a batch is refused.
#pragma once

#include <functional>
#include <span>

#include <pellucid/array.hpp>
#include <pellucid/error.hpp>

namespace pellucid::inline v0 {

/// The row of all data that a row of the batch is.
using RowInData = std::function<std::int64_t(std::int64_t row)>;

/// Throws the error of an index that stands in `batch` with its position in the data; another one as it is.
[[noreturn]] void refuse_in_data(const IndexError& error, std::span<const Array> batch, const RowInData& row_in_data);

/// Runs the step over a batch; an index that it refuses is named by its position in all data.
template <class Step>
void run_batch(std::span<const Array> batch, const Step& step, const RowInData& row_in_data) {
  try {
    step();
  } catch (const IndexError& error) {
    refuse_in_data(error, batch, row_in_data);
  }
}

}  // namespace pellucid::inline v0
