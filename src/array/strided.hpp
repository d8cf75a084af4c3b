// Walks several arrays of one shape in step, row by row, whatever their strides.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <pellucid/shape.hpp>

namespace pellucid::inline v0 {

/// What one row is: for each array the offset of its first element and the step to the next, in elements.
template <std::size_t N>
struct Row {
  std::array<std::int64_t, N> offsets;
  std::array<std::int64_t, N> steps;
  std::int64_t count;
};

/// One loop of the walk: an extent and each array's stride.
template <std::size_t N>
struct WalkAxis {
  std::int64_t extent;
  std::array<std::int64_t, N> strides;
};

template <std::size_t N>
struct Walk {
  std::array<WalkAxis<N>, max_rank> axes;  // no heap: rows are walked where nothing may be allocated
  std::size_t rank = 0;
};

/// Axes of extent 1 left out and neighbours joined where every array steps evenly through both: contiguous arrays are one long row.
template <std::size_t N>
Walk<N> plan_walk(const Shape& shape, const std::array<const Shape*, N>& strides) {
  Walk<N> walk;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    if (shape[axis] == 1) continue;
    WalkAxis<N> next{.extent = shape[axis], .strides = {}};
    bool joins = walk.rank > 0;
    for (std::size_t i = 0; i < N; ++i) {
      next.strides[i] = (*strides[i])[axis];
      joins = joins && walk.axes[walk.rank - 1].strides[i] == next.strides[i] * next.extent;
    }
    if (joins) next.extent *= walk.axes[--walk.rank].extent;
    walk.axes[walk.rank++] = next;
  }
  if (walk.rank == 0) walk.axes[walk.rank++] = {.extent = 1, .strides = {}};
  return walk;
}

/// Calls `visit(const Row<N>&)` in row-major order until it returns false; says whether it never did. An empty shape has no rows.
template <std::size_t N, class Visitor>
bool visit_rows(const Shape& shape, const std::array<const Shape*, N>& strides, Visitor&& visit) {
  for (const std::int64_t extent : shape)
    if (extent == 0) return true;
  const Walk<N> walk = plan_walk<N>(shape, strides);
  const std::size_t outer = walk.rank - 1;
  std::array<std::int64_t, max_rank> index{};
  Row<N> row{.offsets = {}, .steps = walk.axes[outer].strides, .count = walk.axes[outer].extent};
  while (true) {
    if (!visit(static_cast<const Row<N>&>(row))) return false;
    std::size_t axis = outer;
    for (; axis > 0; --axis) {  // like an odometer: the last loop that is not at its end goes on, those after it start over
      const WalkAxis<N>& loop = walk.axes[axis - 1];
      const bool goes_on = ++index[axis - 1] < loop.extent;
      const std::int64_t steps = goes_on ? 1 : 1 - loop.extent;
      for (std::size_t i = 0; i < N; ++i) row.offsets[i] += loop.strides[i] * steps;
      if (goes_on) break;
      index[axis - 1] = 0;
    }
    if (axis == 0) return true;
  }
}

}  // namespace pellucid::inline v0
