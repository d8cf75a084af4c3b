#include "nn/data.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {

Data::Data(std::initializer_list<Item> items) {
  for (const Item& item : items) add(item.name(), item.array());
}

Data::Data(const Arrays& named) {
  for (const auto& [name, array] : named) add(name, array);
}

Data::Data(const std::map<std::string, Array>& named) {
  for (const auto& [name, array] : named) add(name, array);
}

void Data::add(std::optional<std::string> name, const Array& array) {
  if (name) names_.resize(arrays_.size());
  if (name || !names_.empty()) names_.push_back(std::move(name));
  arrays_.push_back(array);
}

const std::vector<Array>& sort_by_name(const Data& data, const std::vector<std::string>& names, std::string_view kind,
                                       std::string_view where, std::vector<Array>& sorted) {
  const std::string place(where), expected = fmt::format("'{}'", fmt::join(names, "', '"));
  std::vector<std::string> given;
  for (const auto& name : data.names()) {
    if (!name)
      refuse<ValueError>({.where = place,
                          .what = fmt::format("some arrays are given by the name of their {}, and some without", kind),
                          .expected = "a name for each, or for none",
                          .hint = fmt::format("Known are: {}.", expected)});
    if (std::ranges::find(given, *name) != given.end())
      refuse<NameError>({.where = place, .what = fmt::format("two arrays are given for the {} '{}'", kind, *name), .expected = expected});
    if (std::ranges::find(names, *name) == names.end())
      refuse<NameError>({.where = place,
                         .what = fmt::format("no {} is called '{}'", kind, *name),
                         .expected = expected,
                         .hint = nearest_names(*name, names)});
    given.push_back(*name);
  }
  for (const std::string& name : names) {
    const auto found = std::ranges::find(given, name);
    if (found == given.end())
      refuse<NameError>({.where = place,
                         .what = fmt::format("no array is given for the {} '{}'", kind, name),
                         .expected = expected,
                         .received = fmt::format("'{}'", fmt::join(given, "', '"))});
    sorted.push_back(data.arrays()[static_cast<std::size_t>(found - given.begin())]);
  }
  return sorted;
}

}  // namespace pellucid::inline v0
