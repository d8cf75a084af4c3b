#pragma once

#include <string_view>

namespace pellucid::inline v0 {

/// Whether every byte belongs to a well-formed character: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace pellucid::inline v0
