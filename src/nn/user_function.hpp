// Functions that users hand over: for activations, initializers, losses and metrics of their own.
#pragma once

#include <string>
#include <string_view>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {

inline void check_function(std::string_view kind, const std::string& name, bool is_given) {
  if (!is_given) refuse<ValueError>({.where = std::string(kind), .what = "the function of '" + name + "' is empty"});
}

}  // namespace pellucid::inline v0
