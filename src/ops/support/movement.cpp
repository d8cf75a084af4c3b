#include "ops/support/movement.hpp"

#include <algorithm>
#include <numeric>

#include <pellucid/shape.hpp>

namespace pellucid::inline v0 {
namespace {

std::size_t place_of(const Variable& x, std::int64_t axis, const Op& op) { return normalize_axis(axis, x.rank(), std::string(op.name)); }

}  // namespace

Axes axes_from(std::int64_t first, std::size_t count) {
  Axes axes(count);
  std::iota(axes.begin(), axes.end(), first);
  return axes;
}

Variable reshape_to(const Variable& x, const Dims& dims) { return x.dims() == dims ? x : vocabulary::reshape(x, {{"dims", dims}}); }

Variable transpose_to(const Variable& x, const Axes& axes) {
  return axes == axes_from(0, x.rank()) ? x : vocabulary::transpose(x, {{"axes", axes}});
}

Variable move_axis(const Variable& x, std::int64_t from, std::int64_t to) {
  const std::size_t source = place_of(x, from, table::transpose), target = place_of(x, to, table::transpose);
  return move_axes(x, static_cast<std::int64_t>(source), 1, static_cast<std::int64_t>(target));
}

Variable move_axes(const Variable& x, std::int64_t from, std::size_t count, std::int64_t to) {
  Axes axes = axes_from(0, x.rank());
  const auto first = axes.begin() + from;
  axes.erase(first, first + static_cast<std::ptrdiff_t>(count));
  const Axes moved = axes_from(from, count);
  axes.insert(axes.begin() + to, moved.begin(), moved.end());
  return transpose_to(x, axes);
}

Variable insert_axis(const Variable& x, std::int64_t axis) {
  Dims dims = x.dims();
  dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(normalize_axis(axis, x.rank() + 1, "reshape")), 1);
  return reshape_to(x, dims);
}

Variable remove_axis(const Variable& x, std::int64_t axis) {
  Dims dims = x.dims();
  dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(place_of(x, axis, table::reshape)));
  return reshape_to(x, dims);
}

Variable slice_axis(const Variable& x, std::int64_t axis, const Dim& start, const Dim& extent, std::int64_t step) {
  const std::size_t place = place_of(x, axis, table::slice);
  if (start == 0 && step == 1 && extent == x.dims()[place]) return x;
  Dims starts(x.rank(), 0), extents = x.dims();
  Axes steps(x.rank(), 1);
  starts[place] = start;
  extents[place] = extent;
  steps[place] = step;
  return vocabulary::slice(x, {{"starts", starts}, {"extents", extents}, {"steps", steps}});
}

Variable reverse_axis(const Variable& x, std::int64_t axis) {
  const Dim extent = x.dims()[place_of(x, axis, table::slice)];
  return slice_axis(x, axis, extent - 1, extent, -1);
}

Variable pad_axis(const Variable& x, std::int64_t axis, const Dim& low, const Dim& high) {
  if (low == 0 && high == 0) return x;
  const std::size_t place = place_of(x, axis, table::pad);
  Dims lows(x.rank(), 0), highs(x.rank(), 0);
  lows[place] = low;
  highs[place] = high;
  return vocabulary::pad(x, {{"low", lows}, {"high", highs}});
}

Variable concatenate_along(const Variables& parts, std::int64_t axis) {
  if (parts.size() == 1) return parts[0];
  return vocabulary::concatenate(std::vector<Operand>(parts.begin(), parts.end()), {{"axis", axis}});
}

Variable counting(const Dims& dims, std::int64_t axis, DType dtype) {
  return vocabulary::iota(std::vector<Operand>{}, {{"dims", dims}, {"axis", axis}, {"dtype", dtype}});
}

Dim gaps(const Dim& count) {
  if (count.is_known()) return std::max(count.value() - 1, std::int64_t{0});
  return count - floor_divide(count * 2, count + 1);  // which is 0 of 0, and 1 of every count above
}

Variable extent_value(const Dim& extent, DType dtype) {
  if (extent.is_known()) return constant(static_cast<double>(extent.value()), dtype);
  return vocabulary::extent(std::vector<Operand>{}, {{"dims", Dims{extent}}, {"dtype", dtype}});
}

}  // namespace pellucid::inline v0
