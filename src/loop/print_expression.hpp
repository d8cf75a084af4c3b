// The text of expressions, with the names that axes and shared parts have been given so far.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

class ExpressionPrinter {
 public:
  explicit ExpressionPrinter(const std::vector<Buffer>& buffers) : buffers_(buffers) {}

  /// The axis's own name, with a number where another axis has that name already.
  std::string name_of(const Axis& axis);
  std::string name_of(int buffer) const;
  std::string text_of(const Expression& expression);
  /// "name[index, ...]"
  std::string element(int buffer, const Expressions& index);

  /// Gives names to the parts that the expressions use more than once and that are longer than their name: returns lines "%0 = ..." to stand
  /// before them. Such parts of a reduction's body are named where they come first: "(%1 := ...)".
  std::vector<std::string> name_shared_parts(const Expressions& expressions);

 private:
  struct Item;
  void write_node(const ExpressionNode& node, int tightness, std::vector<Item>& items);

  const std::vector<Buffer>& buffers_;
  std::map<std::uint64_t, std::string> axes_;
  std::unordered_map<const ExpressionNode*, bool> shared_;        // true: named by a line
  std::unordered_map<const ExpressionNode*, std::string> names_;  // of shared parts
  int reductions_ = 0;                                            // that what is being written is inside of
  int count_ = 0;
};

}  // namespace pellucid::inline v0::loop
