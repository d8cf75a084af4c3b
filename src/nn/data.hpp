// Data given by name, in the order of a model's inputs or outputs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pellucid/model.hpp>

namespace pellucid::inline v0 {

/// The arrays in the order of `names`, which belong to each `kind` ("input") of a model: those of `data` itself where they have no names, else
/// `sorted`, filled. Throws NameError for a name that is wrong, missing or given twice, ValueError where only some arrays have one.
const std::vector<Array>& sort_by_name(const Data& data, const std::vector<std::string>& names, std::string_view kind,
                                       std::string_view where, std::vector<Array>& sorted);
inline const std::vector<Array>& in_order(const Data& data, const std::vector<std::string>& names, std::string_view kind,
                                          std::string_view where, std::vector<Array>& sorted) {
  return data.names().empty() ? data.arrays() : sort_by_name(data, names, kind, where, sorted);
}

}  // namespace pellucid::inline v0
