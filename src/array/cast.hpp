// Rows of elements from one dtype to another.
#pragma once

#include <cstdint>

#include <pellucid/dtype.hpp>

namespace pellucid::inline v0 {

/// Casts `count` elements; steps are in elements of their own array.
using CastRow = void (*)(const void* from, std::int64_t from_step, void* to, std::int64_t to_step, std::int64_t count);

CastRow cast_row(DType from, DType to);

}  // namespace pellucid::inline v0
