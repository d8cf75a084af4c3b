// Schedules for tests.
#pragma once

#include <utility>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::testing {

/// `axis` runs along vectors of `width`.
inline loop::Schedule along(std::int64_t axis, std::int64_t width, std::vector<std::int64_t> tile = {}, std::int64_t unroll = 1) {
  loop::Schedule schedule;
  schedule.vector_axis = axis;
  schedule.vector_width = width;
  schedule.tile = std::move(tile);
  schedule.unroll_reduction = unroll;
  return schedule;
}

/// Reductions run along vectors of `width`.
inline loop::Schedule folded(std::int64_t width, std::int64_t unroll = 1, std::vector<std::int64_t> tile = {}) {
  loop::Schedule schedule = along(-1, width, std::move(tile), unroll);
  schedule.vectorize_reduction = true;
  return schedule;
}

}  // namespace pellucid::testing
