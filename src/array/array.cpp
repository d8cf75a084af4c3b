// What an array is, and how one comes to be.
#include <pellucid/array.hpp>

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "array/allocate.hpp"
#include "array/cast.hpp"
#include "array/layout.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {

bool strides_are_row_major(const Shape& shape, const Shape& strides) {
  std::int64_t step = 1;
  bool in_order = true;
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    if (shape[axis] == 0) return true;
    if (shape[axis] != 1 && strides[axis] != step) in_order = false;
    step *= shape[axis];
  }
  return in_order;
}

Array::Layout::Layout(DType element, Shape extents, Shape steps)
    : dtype(element),
      shape(std::move(extents)),
      strides(std::move(steps)),
      size(element_count(shape)),
      is_contiguous(strides_are_row_major(shape, strides)) {}

const std::shared_ptr<const Array::Layout>& Array::empty_layout() {
  static const std::shared_ptr<const Layout> empty = std::make_shared<const Layout>(DType::float32, Shape{0});
  return empty;
}

Array::Array() : layout_(empty_layout()) {}

Array::Array(std::shared_ptr<const Layout> layout, std::shared_ptr<std::byte> buffer, std::int64_t offset, bool writable)
    : layout_(std::move(layout)), buffer_(std::move(buffer)), offset_(offset), writable_(writable) {}

// What is moved from is left whole: an empty array, not a trap.
Array::Array(Array&& other) noexcept
    : layout_(std::exchange(other.layout_, empty_layout())),
      buffer_(std::move(other.buffer_)),
      offset_(std::exchange(other.offset_, 0)),
      writable_(std::exchange(other.writable_, true)) {}

Array& Array::operator=(Array&& other) noexcept {
  Array taken(std::move(other));
  layout_.swap(taken.layout_);
  buffer_.swap(taken.buffer_);
  std::swap(offset_, taken.offset_);
  std::swap(writable_, taken.writable_);
  return *this;
}

Array Array::uninitialized(const Shape& shape, DType dtype) {
  const std::size_t bytes = byte_count(shape, dtype);
  return {std::make_shared<const Layout>(dtype, shape), allocate(bytes), 0, true};
}

Array Array::zeros(const Shape& shape, DType dtype) {
  Array array = uninitialized(shape, dtype);
  if (array.size() > 0) std::memset(array.mutable_data(), 0, array.nbytes());  // zero bits are zero in every dtype
  return array;
}

Array Array::full(const Shape& shape, const Number& value, DType dtype) {
  Array array = uninitialized(shape, dtype);
  array.assign(Array(value, dtype));
  return array;
}

Array Array::copy_bytes(const void* data, const Shape& shape, DType dtype) {
  Array array = uninitialized(shape, dtype);
  if (array.size() > 0) {
    if (data == nullptr)
      refuse<ValueError>(
          {.where = "Array", .what = "the memory to copy from is null", .expected = std::to_string(array.nbytes()) + " bytes"});
    std::memcpy(array.mutable_data(), data, array.nbytes());
  }
  return array;
}

Array Array::uninitialized_for(std::size_t count, const Shape& shape, DType dtype) {
  if (static_cast<std::uint64_t>(element_count(shape)) != count)
    refuse<ShapeError>({.where = "Array",
                        .what = "the number of values does not fit the shape",
                        .expected = std::to_string(element_count(shape)) + " values for shape " + pellucid::to_string(shape),
                        .received = std::to_string(count)});
  return uninitialized(shape, dtype);
}

DType Array::dtype() const { return layout_->dtype; }
const Shape& Array::shape() const { return layout_->shape; }
const Shape& Array::strides() const { return layout_->strides; }
std::int64_t Array::size() const { return layout_->size; }
std::size_t Array::nbytes() const { return static_cast<std::size_t>(size()) * size_of(dtype()); }
bool Array::is_contiguous() const { return layout_->is_contiguous; }
std::int64_t Array::shape(std::int64_t axis) const { return shape()[normalize_axis(axis, rank(), "Array.shape")]; }

bool Array::may_share_memory(const Array& other) const {
  const auto extent = [](const Array& array) {
    auto low = reinterpret_cast<std::intptr_t>(array.data()), high = low;
    for (std::size_t axis = 0; axis < array.rank(); ++axis) {
      const std::int64_t reach = array.strides()[axis] * (array.shape()[axis] - 1) * static_cast<std::int64_t>(size_of(array.dtype()));
      (reach < 0 ? low : high) += reach;
    }
    return std::pair(low, high + static_cast<std::int64_t>(size_of(array.dtype())));
  };
  if (size() == 0 || other.size() == 0) return false;
  const auto [low, high] = extent(*this);
  const auto [other_low, other_high] = extent(other);
  return low < other_high && other_low < high;
}

}  // namespace pellucid::inline v0
