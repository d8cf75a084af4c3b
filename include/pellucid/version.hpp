// The version, as numbers for the preprocessor and as text.
#pragma once

#include <pellucid/export.hpp>

#define PELLUCID_VERSION_MAJOR 0
#define PELLUCID_VERSION_MINOR 1
#define PELLUCID_VERSION_PATCH 0
#define PELLUCID_VERSION "0.1.0"

namespace pellucid::inline v0 {

/// The version of the library that the program runs with; PELLUCID_VERSION is that of the headers it was compiled with.
[[nodiscard]] PELLUCID_API const char* version() noexcept;

}  // namespace pellucid::inline v0
