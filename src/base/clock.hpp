// The clock that measures.
#pragma once

#include <chrono>

namespace pellucid::inline v0 {

inline double seconds_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace pellucid::inline v0
