// The data of a call, checked and fitted to a model.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <pellucid/array.hpp>

namespace pellucid::inline v0 {

struct Examples {
  std::vector<Array> arrays;  // the model's inputs, y of each trained output, then perhaps sample weights; axis 0 counts examples in all
  bool has_weights = false;
  std::int64_t count = 0;
  std::int64_t first = 0;  // where they begin in the data that were given

  void clear() {  // keeps the memory of the list
    arrays.clear();
    has_weights = false;
    count = 0;
    first = 0;
  }
  Examples part(std::int64_t start, std::int64_t stop) const;  ///< views
};

/// Throws ValueError when there are none.
void check_not_empty(const Examples& examples, std::string_view where);

}  // namespace pellucid::inline v0
