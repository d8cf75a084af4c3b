// The elements of an array as words of one width, so that columns align.
#pragma once

#include <string>
#include <vector>

#include <pellucid/array.hpp>

namespace pellucid::inline v0 {

/// One word for each element, row-major. `array` is what will be shown, no more: all of it counts for notation and width.
std::vector<std::string> element_words(const Array& array, const PrintOptions& options);

}  // namespace pellucid::inline v0
