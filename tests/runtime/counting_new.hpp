// Counts the allocations of this thread.
#pragma once

#include <cstdint>

namespace pellucid::inline v0 {

std::int64_t allocations();

}  // namespace pellucid::inline v0
