// Bounds of integer expressions, as far as they are known from the extents of axes.
#pragma once

#include <optional>

#include "loop/expression.hpp"
#include "loop/linear.hpp"

namespace pellucid::inline v0::loop {

/// Whether the dim is 0 or more whatever its unknowns are. Unknowns are sizes, hence not negative.
bool is_nonnegative(const Dim& dim);

/// low <= value <= high, wherever the axes are in their extents; a missing bound is not known.
struct Range {
  std::optional<Dim> low, high;
};
Range range_of(const Expression& expression);
Range range_of(const Linear& linear);

inline bool is_at_least(const Range& range, const Dim& bound) { return range.low && is_nonnegative(*range.low - bound); }
inline bool is_at_most(const Range& range, const Dim& bound) { return range.high && is_nonnegative(bound - *range.high); }

}  // namespace pellucid::inline v0::loop
