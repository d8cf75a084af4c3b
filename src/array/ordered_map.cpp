#include <pellucid/ordered_map.hpp>

#include "base/refuse.hpp"

namespace pellucid::inline v0::detail {

void refuse_unknown_name(std::string_view name, const std::vector<std::string>& known) {
  refuse<NameError>({.what = "nothing is named '" + std::string(name) + "'",
                     .hint = known.empty() ? "There are no names at all." : nearest_names(name, known)});
}

void refuse_second_name(std::string_view name) {
  refuse<NameError>({.what = "the name '" + std::string(name) + "' is used twice", .expected = "names that differ"});
}

}  // namespace pellucid::inline v0::detail
