#include "ops/support/broadcasting.hpp"

#include <algorithm>

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

// The common shape, or nothing where there is none.
std::optional<Dims> find_common(const Dims& a, const Dims& b) {
  Dims common(std::max(a.size(), b.size()), 1);
  for (const Dims* dims : {&a, &b}) {
    const std::size_t offset = common.size() - dims->size();
    for (std::size_t i = 0; i < dims->size(); ++i) {
      const Dim &extent = (*dims)[i], &so_far = common[offset + i];
      if (extent == 1) continue;
      if (so_far != 1 && !can_be_equal(so_far, extent)) return std::nullopt;
      common[offset + i] = so_far == 1 ? extent : met(so_far, extent);
    }
  }
  return common;
}

constexpr std::string_view rule = "extents that are equal or 1, aligned from the last axis";

}  // namespace

Dims broadcast_dims(const Dims& a, const Dims& b, const std::string& where) {
  if (auto common = find_common(a, b)) return *std::move(common);
  refuse<ShapeError>({.where = where,
                      .what = "the shapes do not broadcast",
                      .expected = std::string(rule),
                      .received = to_string(a) + " and " + to_string(b)});
}

Dims common_dims(const Op& op, const Variables& inputs) {
  Dims dims;
  for (const Variable& input : inputs) {
    auto common = find_common(dims, input.dims());
    if (!common)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the shapes do not broadcast",
                          .expected = std::string(rule),
                          .received = received(op, inputs),
                          .hint = "Insert axes of extent 1 by reshape where an axis should be repeated."});
    dims = *std::move(common);
  }
  return dims;
}

DType common_dtype(const Variables& inputs) {
  DType dtype = inputs[0].dtype();
  for (const Variable& input : inputs) dtype = promote(dtype, input.dtype());
  return dtype;
}

Variable broadcast_to(const Variable& x, const Dims& dims) {
  if (x.dims() == dims) return x;
  const std::size_t offset = dims.size() - std::min(dims.size(), x.rank());
  Axes kept;  // of the result, those of x but for extents of 1 that are stretched
  Dims own, repeated = dims;
  bool fits = x.rank() <= dims.size();
  for (std::size_t i = 0; fits && i < x.rank(); ++i) {
    const Dim &extent = x.dims()[i], &target = dims[offset + i];
    if (extent == 1 && target != 1) continue;
    fits = can_be_equal(extent, target);
    kept.push_back(static_cast<std::int64_t>(offset + i));
    own.push_back(extent);
    repeated[offset + i] = extent;
  }
  if (!fits)
    refuse<ShapeError>({.where = std::string(table::broadcast.name),
                        .what = "the value does not stretch to the shape",
                        .expected = to_string(dims),
                        .received = to_string(x.type())});
  if (kept.size() == dims.size()) return with_dims(x, dims);
  return with_dims(vocabulary::broadcast(reshape_to(x, own), {{"dims", repeated}, {"axes", kept}}), dims);
}

Variable with_dims(const Variable& x, const Dims& dims) { return x.dims() == dims ? x : vocabulary::ensure_shape(x, {{"dims", dims}}); }

Variable with_extent(const Variable& x, std::size_t axis, const Dim& extent) {
  Dims dims = x.dims();
  dims[axis] = extent;
  return with_dims(x, dims);
}

void make_meet(Variable& a, std::size_t axis_of_a, Variable& b, std::size_t axis_of_b) {
  const Dim x = a.dims().at(axis_of_a), y = b.dims().at(axis_of_b);
  if (!can_be_equal(x, y)) return;
  a = with_extent(a, axis_of_a, met(x, y));
  b = with_extent(b, axis_of_b, met(x, y));
}

Variable repeat_along(const Variable& x, std::size_t axis, const Dim& size) {
  Dims dims = x.dims();
  dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(axis), size);
  Axes axes = axes_from(0, dims.size());
  axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(axis));
  return vocabulary::broadcast(x, {{"dims", dims}, {"axes", axes}});
}

Variable with_leading(const Variable& x, bool has_it, const Dim& size) { return has_it ? x : repeat_along(x, 0, size); }

Variables all_with_leading(const Variables& inputs, const std::vector<bool>& batched, const Dim& size) {
  Variables all;
  for (std::size_t i = 0; i < inputs.size(); ++i) all.push_back(with_leading(inputs[i], batched[i], size));
  return all;
}

}  // namespace pellucid::inline v0
