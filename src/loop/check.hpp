// Checks of indices that come from data, for whatever runs a program.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

/// An int64 that stands for NaN among indices made of floats: no float becomes it. Messages say NaN.
inline constexpr std::int64_t index_of_nan = std::numeric_limits<std::int64_t>::min() + 1;

/// Throws the IndexError of `check`, with its position, where an element of `data` (of an integer dtype) is not in [0, limit); it names the first one, its
/// position and its value.
void check_indices(const Check& check, DType dtype, const void* data, const std::vector<std::int64_t>& shape, std::int64_t limit);

}  // namespace pellucid::inline v0::loop
