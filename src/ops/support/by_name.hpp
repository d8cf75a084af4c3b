// Which operations users call by name.
#pragma once

#include "graph/op.hpp"

namespace pellucid::inline v0 {

/// All but those that are told more than options can say (scan); they have makers of their own.
bool is_public(const Op& op);

}  // namespace pellucid::inline v0
