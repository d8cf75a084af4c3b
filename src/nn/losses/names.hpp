// The names by which losses are asked for; each is a metric's name, too.
#pragma once

#include <string>
#include <vector>

namespace pellucid::inline v0 {

std::vector<std::string> loss_names();

}  // namespace pellucid::inline v0
