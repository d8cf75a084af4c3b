// What the functions that differentiate one number share.
#pragma once

#include <string>
#include <string_view>

#include <pellucid/derive.hpp>

namespace pellucid::inline v0 {

/// `of` reduced to one number, or refused.
Variable one_number(std::string_view function, const Target& of, const std::string& reduce);

}  // namespace pellucid::inline v0
