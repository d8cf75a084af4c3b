// How an array's elements lie in its buffer.
#pragma once

#include <cstdint>

#include <pellucid/array.hpp>

namespace pellucid::inline v0 {

/// Never changed once made, so that handles can share it.
struct Array::Layout {
  Layout(DType element, Shape extents, Shape steps);
  Layout(DType element, const Shape& extents) : Layout(element, extents, row_major_strides(extents)) {}

  DType dtype;
  Shape shape;
  Shape strides;
  std::int64_t size;
  bool is_contiguous;
};

/// Of shape [0, 3] any strides are contiguous, and so is the stride of an axis of extent 1: it is never stepped along.
bool strides_are_row_major(const Shape& shape, const Shape& strides);

}  // namespace pellucid::inline v0
