// Other ways to look at the same elements: only shape, strides and offset change.
#include <algorithm>
#include <string>
#include <utility>

#include "array/layout.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {

Array Array::view(Shape shape, Shape strides, std::int64_t shift, bool writable) const {
  auto layout = std::make_shared<const Layout>(dtype(), std::move(shape), std::move(strides));
  return {std::move(layout), buffer_, offset_ + shift, writable};
}

Array Array::slice(std::int64_t axis, const Slice& range) const {
  std::vector<Selection::Item> items(normalize_axis(axis, rank(), "Array.slice"), Slice{});
  items.emplace_back(range);
  return select(Selection(std::move(items)));
}

Array Array::select(const Selection& selection) const {
  const std::vector<AxisRange> ranges = selection.resolve(shape());
  Shape extents, steps;
  std::int64_t shift = 0;
  for (std::size_t axis = 0; axis < ranges.size(); ++axis) {
    const AxisRange& range = ranges[axis];
    shift += range.start * strides()[axis];
    if (!range.keeps_axis) continue;
    extents.push_back(range.count);
    steps.push_back(range.step * strides()[axis]);
  }
  if (element_count(extents) == 0) shift = 0;  // nothing is read; keep the address inside the buffer
  return view(std::move(extents), std::move(steps), shift, writable_);
}

Array Array::select(NameView selection) const { return select(Selection::parse(selection)); }

Array Array::transpose() const {
  return view(Shape(shape().rbegin(), shape().rend()), Shape(strides().rbegin(), strides().rend()), 0, writable_);
}

Array Array::transpose(const std::vector<std::int64_t>& axes) const {
  Shape extents, steps;
  std::vector<bool> taken(rank(), false);
  const auto refuse_axes = [&](const std::string& what) {
    refuse<ValueError>({.where = "Array.transpose",
                        .what = what,
                        .expected = "each of the " + std::to_string(rank()) + " axes of shape " + pellucid::to_string(shape()) + " once",
                        .received = pellucid::to_string(axes)});
  };
  if (axes.size() != rank()) refuse_axes("the number of axes is wrong");
  for (const std::int64_t given : axes) {
    const std::size_t axis = normalize_axis(given, rank(), "Array.transpose");
    if (taken[axis]) refuse_axes("axis " + std::to_string(axis) + " is named twice");
    taken[axis] = true;
    extents.push_back(shape()[axis]);
    steps.push_back(strides()[axis]);
  }
  return view(std::move(extents), std::move(steps), 0, writable_);
}

Array Array::broadcast_to(const Shape& target) const {
  element_count(target);  // refuses negative extents and products that overflow
  const auto fits = [&] {
    if (target.size() < rank()) return false;
    const std::size_t added = target.size() - rank();
    for (std::size_t axis = 0; axis < rank(); ++axis)
      if (shape()[axis] != 1 && shape()[axis] != target[added + axis]) return false;
    return true;
  };
  if (!fits())
    refuse<ShapeError>({.where = "Array.broadcast_to",
                        .what = "the shapes do not fit",
                        .expected = "extents equal to those of " + pellucid::to_string(target) + ", counted from the end, or 1",
                        .received = "shape " + pellucid::to_string(shape())});
  Shape steps(target.size(), 0);
  const std::size_t added = target.size() - rank();
  for (std::size_t axis = 0; axis < rank(); ++axis)
    if (shape()[axis] != 1) steps[added + axis] = strides()[axis];
  return view(target, std::move(steps), 0, false);
}

Array Array::expand_dims(std::int64_t axis) const {
  const std::size_t place = normalize_axis(axis, rank() + 1, "Array.expand_dims");
  Shape extents = shape(), steps = strides();
  extents.insert(extents.begin() + static_cast<std::ptrdiff_t>(place), 1);
  steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(place), 0);
  return view(std::move(extents), std::move(steps), 0, writable_);
}

Array Array::squeeze() const {
  Shape extents, steps;
  for (std::size_t axis = 0; axis < rank(); ++axis) {
    if (shape()[axis] == 1) continue;
    extents.push_back(shape()[axis]);
    steps.push_back(strides()[axis]);
  }
  return view(std::move(extents), std::move(steps), 0, writable_);
}

Array Array::squeeze(std::int64_t axis) const {
  const std::size_t place = normalize_axis(axis, rank(), "Array.squeeze");
  if (shape()[place] != 1)
    refuse<ShapeError>({.where = "Array.squeeze",
                        .what = "axis " + std::to_string(place) + " cannot be left out",
                        .expected = "extent 1",
                        .received = "extent " + std::to_string(shape()[place]) + " of shape " + pellucid::to_string(shape())});
  Shape extents = shape(), steps = strides();
  extents.erase(extents.begin() + static_cast<std::ptrdiff_t>(place));
  steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(place));
  return view(std::move(extents), std::move(steps), 0, writable_);
}

}  // namespace pellucid::inline v0
