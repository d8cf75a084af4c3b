// The extents of an array, in numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <pellucid/dtype.hpp>
#include <pellucid/export.hpp>

namespace pellucid::inline v0 {

/// One extent for each axis; empty for a scalar.
using Shape = std::vector<std::int64_t>;

inline constexpr std::size_t max_rank = 32;

PELLUCID_API std::string to_string(const Shape& shape);  ///< "[2, 3]"

/// The product of the extents, 1 for a scalar. Throws ShapeError when an extent is negative, when there are more than `max_rank` axes, or
/// when the product (zeros left out) does not fit 63 bits.
PELLUCID_API std::int64_t element_count(const Shape& shape);

/// Bytes of an array; throws ShapeError as `element_count`.
PELLUCID_API std::size_t byte_count(const Shape& shape, DType dtype);

/// Row-major strides in elements.
PELLUCID_API Shape row_major_strides(const Shape& shape);

/// An axis that may count from the end, as 0 <= axis < rank. Throws IndexError; `where` names the caller in the message.
PELLUCID_API std::size_t normalize_axis(std::int64_t axis, std::size_t rank, const std::string& where);

}  // namespace pellucid::inline v0
