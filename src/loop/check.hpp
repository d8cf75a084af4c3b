// Checks of indices that come from data, for whatever runs a program.
#pragma once

#include <cstdint>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

/// Throws the IndexError of `check` where an element of `data` (of an integer dtype) is not in [0, limit); it names the first one, its
/// position and its value.
void check_indices(const Check& check, DType dtype, const void* data, const std::vector<std::int64_t>& shape, std::int64_t limit);

}  // namespace pellucid::inline v0::loop
