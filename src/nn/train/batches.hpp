// Examples in batches, as they lie or in a new order each epoch.
#pragma once

#include <span>
#include <vector>

#include <pellucid/variable.hpp>

#include "nn/train/examples.hpp"

namespace pellucid::inline v0 {

class Batches {
 public:
  /// `inputs` are the types that the step takes.
  Batches(const Examples& examples, std::span<const Type> inputs, std::int64_t size, bool shuffled);

  std::int64_t steps() const { return (count_ + size_ - 1) / size_; }
  void begin_epoch();  ///< draws a new order, if shuffled

  struct Batch {
    std::span<const Array> arrays;  // until the next call
    std::int64_t examples = 0;
  };
  /// The last may be smaller. Without shuffling they are views; else rows are gathered into arrays that are used again.
  Batch batch(std::int64_t step);
  /// Where a row of that batch stands in the data that were given.
  std::int64_t row_in_data(std::int64_t step, std::int64_t row) const;

 private:
  Batch gathered(std::int64_t start, std::int64_t stop);
  Batch viewed(std::int64_t start, std::int64_t stop);

  std::vector<Array> arrays_;
  std::vector<DType> dtypes_;
  std::int64_t count_, size_, first_;
  bool shuffled_;
  std::vector<std::int64_t> order_;
  std::vector<Array> staging_, last_staging_, views_;  // last: of the smaller batch at the end
};

}  // namespace pellucid::inline v0
