#include <pellucid/version.hpp>

namespace pellucid::inline v0 {

const char* version() noexcept { return PELLUCID_VERSION; }

}  // namespace pellucid::inline v0
