// How often this program took memory from the heap so far.
#pragma once

#include <cstddef>

namespace pellucid {

std::size_t allocations();

}  // namespace pellucid
