// A table in box drawing, laid out as the Python package rich does it, with which Keras 3 prints its summaries.
#pragma once

#include <string>
#include <vector>

namespace pellucid::inline v0 {

struct Column {
  std::string header;
  double end;  // as a share of the table's width
  bool is_right = false;
};

/// `width` in characters. Text that is too long for its column is broken between words, and a word that is too long ends in an ellipsis.
std::string draw_table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows, int width);

}  // namespace pellucid::inline v0
