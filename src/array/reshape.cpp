// Reshape: a view where the strides allow it.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "array/layout.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

// Replaces -1 by the extent that makes the number of elements fit.
Shape complete(const Shape& asked, const Array& array) {
  const auto refuse_shape = [&](const std::string& what) {
    refuse<ShapeError>({.where = "Array.reshape",
                        .what = what,
                        .expected = "extents whose product is " + std::to_string(array.size()) + "; one may be -1",
                        .received = to_string(asked) + " for shape " + to_string(array.shape())});
  };
  if (std::ranges::count(asked, -1) > 1) refuse_shape("more than one extent is -1");
  Shape shape = asked;
  const auto open = std::ranges::find(shape, -1);
  if (open != shape.end()) {
    *open = 1;
    const std::int64_t rest = element_count(shape);
    if (rest == 0 || array.size() % rest != 0) refuse_shape("no extent fits in the place of -1");
    *open = array.size() / rest;
  }
  if (element_count(shape) != array.size()) refuse_shape("the number of elements differs");
  return shape;
}

// Strides for the new shape over the same elements, where there are such. Both shapes are cut into the shortest runs of axes that hold
// equally many elements; within an old run, the strides must be those of one axis cut up.
std::optional<Shape> strides_for(const Shape& to, const Shape& from, const Shape& strides) {
  Shape result(to.size(), 1);
  std::size_t i = 0, j = 0;
  while (i < from.size() && j < to.size()) {
    const std::size_t old_begin = i, new_begin = j;
    std::int64_t old_count = from[i++], new_count = to[j++];
    while (old_count != new_count) {
      if (old_count < new_count) old_count *= from[i++];
      else new_count *= to[j++];
    }
    for (std::size_t axis = old_begin; axis + 1 < i; ++axis)
      if (strides[axis] != strides[axis + 1] * from[axis + 1]) return std::nullopt;
    std::int64_t step = strides[i - 1];
    for (std::size_t axis = j; axis-- > new_begin;) {
      result[axis] = step;
      step *= to[axis];
    }
  }
  return result;  // axes left over on either side have extent 1
}

}  // namespace

Array Array::reshape(const Shape& asked) const {
  Shape target = complete(asked, *this);
  if (is_contiguous()) {
    Shape steps = row_major_strides(target);
    return view(std::move(target), std::move(steps), 0, writable_);
  }
  // Axes of extent 1 may have any stride and would only stand in the way.
  Shape from, from_strides;
  for (std::size_t axis = 0; axis < rank(); ++axis) {
    if (shape()[axis] == 1) continue;
    from.push_back(shape()[axis]);
    from_strides.push_back(strides()[axis]);
  }
  if (auto steps = strides_for(target, from, from_strides)) return view(std::move(target), std::move(*steps), 0, writable_);
  return copy().reshape(target);
}

}  // namespace pellucid::inline v0
