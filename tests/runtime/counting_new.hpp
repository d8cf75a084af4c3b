// How often this program took memory from the heap so far.
#pragma once

#include <cstdint>

namespace pellucid::inline v0 {

std::int64_t allocations();

/// Under sanitizers every call also runs in the interpreter, which allocates as it likes: what a call takes cannot be seen there.
#if defined(PELLUCID_SANITIZED)
inline constexpr bool calls_are_interpreted_too = true;
#else
inline constexpr bool calls_are_interpreted_too = false;
#endif

}  // namespace pellucid::inline v0
