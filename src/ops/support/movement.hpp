// Short ways to say movements of elements.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

/// first, first + 1, ...
Axes axes_from(std::int64_t first, std::size_t count);

// Each of these is `x` itself where nothing changes.
Variable reshape_to(const Variable& x, const Dims& dims);    ///< one extent may be -1: what is left. Throws ShapeError
Variable transpose_to(const Variable& x, const Axes& axes);  ///< axis i of the result is axes[i] of x
Variable move_axis(const Variable& x, std::int64_t from, std::int64_t to);
Variable move_axes(const Variable& x, std::int64_t from, std::size_t count,
                   std::int64_t to);                         ///< neighbours, to begin at `to` of the result
Variable insert_axis(const Variable& x, std::int64_t axis);  ///< of extent 1, at that place of the result
Variable remove_axis(const Variable& x, std::int64_t axis);  ///< of extent 1
Variable slice_axis(const Variable& x, std::int64_t axis, const Dim& start, const Dim& extent, std::int64_t step = 1);
Variable reverse_axis(const Variable& x, std::int64_t axis);
Variable pad_axis(const Variable& x, std::int64_t axis, const Dim& low, const Dim& high);  ///< with zeros
Variable concatenate_along(const Variables& parts, std::int64_t axis);
Variable counting(const Dims& dims, std::int64_t axis, DType dtype = DType::int64);  ///< the position on that axis

/// How often two of so many elements are neighbours: once less than there are, and never where there are none.
Dim gaps(const Dim& count);

/// An extent as a scalar value: a number where it is known.
Variable extent_value(const Dim& extent, DType dtype);

}  // namespace pellucid::inline v0
