#include "ops/support/broadcasting.hpp"

#include <algorithm>

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
      if (extent == so_far || extent == 1) continue;
      if (so_far != 1) return std::nullopt;
      common[offset + i] = extent;
    }
  }
  return common;
}

constexpr std::string_view rule = "extents that are equal or 1, aligned from the last axis";

// The axes of `wide` that `narrow` lacks, and those where an extent of 1 was stretched.
struct Stretched {
  Axes added, from_one;
};
Stretched stretched(const Dims& narrow, const Dims& wide) {
  Stretched result;
  const std::size_t offset = wide.size() - narrow.size();
  for (std::size_t i = 0; i < wide.size(); ++i) {
    if (i < offset) result.added.push_back(static_cast<std::int64_t>(i));
    else if (narrow[i - offset] != wide[i]) result.from_one.push_back(static_cast<std::int64_t>(i));
  }
  return result;
}

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
  if (find_common(x.dims(), dims) != dims)
    refuse<ShapeError>({.where = std::string(table::broadcast.name),
                        .what = "the value does not stretch to the shape",
                        .expected = to_string(dims),
                        .received = to_string(x.type())});
  const Stretched changed = stretched(x.dims(), dims);
  Axes kept;
  Dims kept_dims;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    const auto axis = static_cast<std::int64_t>(i);
    if (i < changed.added.size() || std::ranges::binary_search(changed.from_one, axis)) continue;
    kept.push_back(axis);
    kept_dims.push_back(dims[i]);
  }
  return vocabulary::broadcast(reshape_to(x, kept_dims), {{"dims", dims}, {"axes", kept}});
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
