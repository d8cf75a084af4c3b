#include <pellucid/shape.hpp>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {

std::string to_string(const Shape& shape) {
  std::string text = "[";
  for (std::size_t axis = 0; axis < shape.size(); ++axis) text += (axis > 0 ? ", " : "") + std::to_string(shape[axis]);
  return text + "]";
}

std::int64_t element_count(const Shape& shape) {
  if (shape.size() > max_rank)
    refuse<ShapeError>({.where = "Array",
                        .what = "the shape has too many axes",
                        .expected = "at most " + std::to_string(max_rank),
                        .received = std::to_string(shape.size())});
  // Zeros are left out of the product, so that strides stay within 63 bits too.
  std::int64_t product = 1;
  bool is_empty = false;
  for (const std::int64_t extent : shape) {
    if (extent < 0)
      refuse<ShapeError>(
          {.where = "Array", .what = "an extent is negative", .expected = "extents of 0 or more", .received = to_string(shape)});
    if (extent == 0) is_empty = true;
    else if (__builtin_mul_overflow(product, extent, &product))
      refuse<ShapeError>(
          {.where = "Array", .what = "the number of elements does not fit 63 bits", .received = "shape " + to_string(shape)});
  }
  return is_empty ? 0 : product;
}

std::size_t byte_count(const Shape& shape, DType dtype) {
  const std::int64_t count = element_count(shape);
  std::int64_t bytes = 0;
  if (__builtin_mul_overflow(count, static_cast<std::int64_t>(size_of(dtype)), &bytes))
    refuse<ShapeError>({.where = "Array",
                        .what = "the number of bytes does not fit 63 bits",
                        .received = "shape " + to_string(shape) + " of " + std::string(name(dtype))});
  return static_cast<std::size_t>(bytes);
}

Shape row_major_strides(const Shape& shape) {
  Shape strides(shape.size());
  std::int64_t step = 1;
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    strides[axis] = step;
    if (shape[axis] > 0) step *= shape[axis];
  }
  return strides;
}

std::size_t normalize_axis(std::int64_t axis, std::size_t rank, const std::string& where) {
  const auto count = static_cast<std::int64_t>(rank);
  if (axis < -count || axis >= count)
    refuse<IndexError>(
        {.where = where,
         .what = "axis " + std::to_string(axis) + " is out of range",
         .expected = rank == 0 ? "no axis, the array is a scalar" : std::to_string(-count) + " to " + std::to_string(count - 1),
         .received = std::to_string(axis)});
  return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
}

}  // namespace pellucid::inline v0
