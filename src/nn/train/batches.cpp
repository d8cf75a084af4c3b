#include "nn/train/batches.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "base/philox.hpp"
#include "nn/session.hpp"

namespace pellucid::inline v0 {
namespace {

std::vector<Array> staging_like(const std::vector<Array>& arrays, std::int64_t rows) {
  std::vector<Array> staging;
  for (const Array& array : arrays) {
    Shape shape = array.shape();
    shape[0] = rows;
    staging.push_back(Array::uninitialized(shape, array.dtype()));
  }
  return staging;
}

}  // namespace

Batches::Batches(const Examples& examples, std::span<const Type> inputs, std::int64_t size, bool shuffled)
    : arrays_(examples.arrays), count_(examples.count), size_(size), first_(examples.first), shuffled_(shuffled) {
  for (const Type& type : inputs) dtypes_.push_back(type.dtype);
  if (!shuffled_) return;
  for (std::size_t i = 0; i < arrays_.size(); ++i) arrays_[i] = arrays_[i].astype(dtypes_[i]).contiguous();  // rows are copied as bytes
  order_.resize(static_cast<std::size_t>(count_));
  std::iota(order_.begin(), order_.end(), std::int64_t{0});
  staging_ = staging_like(arrays_, std::min(size_, count_));
  if (count_ > size_ && count_ % size_ != 0) last_staging_ = staging_like(arrays_, count_ % size_);
}

void Batches::begin_epoch() {
  if (!shuffled_) return;
  PhiloxStream stream(session_seed(), next_stream());
  for (std::size_t left = order_.size(); left > 1; --left) std::swap(order_[left - 1], order_[stream.below(left)]);  // Fisher and Yates
}

Batches::Batch Batches::batch(std::int64_t step) {
  const std::int64_t start = step * size_, stop = std::min(start + size_, count_);
  return shuffled_ ? gathered(start, stop) : viewed(start, stop);
}

std::int64_t Batches::row_in_data(std::int64_t step, std::int64_t row) const {
  const std::int64_t position = step * size_ + row;
  return first_ + (shuffled_ ? order_[static_cast<std::size_t>(position)] : position);
}

Batches::Batch Batches::gathered(std::int64_t start, std::int64_t stop) {
  std::vector<Array>& staging = stop - start == staging_[0].shape()[0] ? staging_ : last_staging_;
  for (std::size_t i = 0; i < arrays_.size(); ++i) {
    const std::size_t row = staging[i].nbytes() / static_cast<std::size_t>(stop - start);
    const auto* from = static_cast<const std::byte*>(arrays_[i].data());
    auto* to = static_cast<std::byte*>(staging[i].mutable_data());
    for (std::int64_t k = start; k < stop; ++k, to += row)
      std::memcpy(to, from + static_cast<std::size_t>(order_[static_cast<std::size_t>(k)]) * row, row);
  }
  return {staging, stop - start};
}

Batches::Batch Batches::viewed(std::int64_t start, std::int64_t stop) {
  views_.clear();
  for (std::size_t i = 0; i < arrays_.size(); ++i)
    views_.push_back(arrays_[i].slice(0, {.start = start, .stop = stop}).astype(dtypes_[i]).contiguous());
  return {views_, stop - start};
}

}  // namespace pellucid::inline v0
