// Runs a plan in the checked interpreter with all temporaries in one arena as the memory plan says, so that values which wrongly share memory
// spoil each other.
#pragma once

#include <vector>

#include "compiler/plan/plan.hpp"

namespace pellucid::inline v0 {

/// `states` receives what the states hold afterwards; the shared variables themselves are left alone.
std::vector<Array> run_in_one_arena(const compiler::Plan& plan, const std::vector<Array>& inputs, std::vector<Array>& states);

}  // namespace pellucid::inline v0
