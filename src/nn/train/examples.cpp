#include "nn/train/examples.hpp"

#include "base/refuse.hpp"

namespace pellucid::inline v0 {

Examples Examples::part(std::int64_t start, std::int64_t stop) const {
  Examples part{.arrays = {}, .has_weights = has_weights, .count = stop - start, .first = first + start};
  for (const Array& array : arrays) part.arrays.push_back(array.slice(0, {.start = start, .stop = stop}));
  return part;
}

void check_not_empty(const Examples& examples, std::string_view where) {
  if (examples.count > 0) return;
  refuse<ValueError>({.where = std::string(where), .what = "the data hold no examples", .expected = "one at least"});
}

}  // namespace pellucid::inline v0
