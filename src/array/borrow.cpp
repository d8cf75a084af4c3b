// Memory that somebody else owns, seen as an array.
#include <cstdint>
#include <string>
#include <utility>

#include "array/layout.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

// Whether the bytes from the lowest to the highest element, and one step further, can be counted at all.
bool reach_fits(const Shape& shape, const Shape& strides, std::size_t item) {
  std::int64_t low = 0, high = 0;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    std::int64_t reach = 0;
    if (shape[axis] == 0) return true;
    if (__builtin_mul_overflow(shape[axis], strides[axis], &reach) ||
        __builtin_mul_overflow(reach, static_cast<std::int64_t>(item), &reach))
      return false;
    std::int64_t& end = reach < 0 ? low : high;
    if (__builtin_add_overflow(end, reach, &end)) return false;
  }
  std::int64_t distance = 0;
  return !__builtin_sub_overflow(high, low, &distance);
}

}  // namespace

Array Array::borrow(Memory memory) {
  const std::size_t item = size_of(memory.dtype);
  if (memory.strides.empty()) {
    byte_count(memory.shape, memory.dtype);  // refuses what cannot be counted
    memory.strides = row_major_strides(memory.shape);
  }
  const bool is_empty = element_count(memory.shape) == 0;
  if (memory.strides.size() != memory.shape.size() || !reach_fits(memory.shape, memory.strides, item))
    refuse<ShapeError>(
        {.where = "Array.borrow",
         .what = "the strides do not fit the shape",
         .expected = "a stride in elements for each axis of " + pellucid::to_string(memory.shape) + ", within the address space",
         .received = pellucid::to_string(memory.strides)});
  if (memory.data == nullptr && !is_empty)
    refuse<ValueError>(
        {.where = "Array.borrow", .what = "'data' is null", .expected = "memory for shape " + pellucid::to_string(memory.shape)});
  if (reinterpret_cast<std::uintptr_t>(memory.data) % item != 0)
    refuse<ValueError>({.where = "Array.borrow",
                        .what = "'data' is not aligned to its elements",
                        .expected = "an address divisible by " + std::to_string(item),
                        .hint = "Array::copy_bytes takes any address."});
  auto layout = std::make_shared<const Layout>(memory.dtype, std::move(memory.shape), std::move(memory.strides));
  // The pointer shares ownership with what keeps the memory alive, whatever that is.
  const auto owner = std::const_pointer_cast<void>(std::move(memory.keep_alive));
  return {std::move(layout), std::shared_ptr<std::byte>(owner, static_cast<std::byte*>(memory.data)), 0, memory.writable};
}

}  // namespace pellucid::inline v0
