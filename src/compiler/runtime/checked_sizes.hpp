// Whether a graph's rules take some sizes: what an operation refuses of extents (a part that an axis does not have) is told by types of known
// extents, which a program for any sizes does not have.
#pragma once

#include <mutex>
#include <set>
#include <vector>

#include "compiler/question.hpp"

namespace pellucid::inline v0::compiler {

class CheckedSizes {
 public:
  explicit CheckedSizes(const Question& question) : question_(question) {}  ///< which outlives it

  /// Throws what the operations throw. Sizes that were fine are remembered, up to a bound.
  void check(const Bindings& sizes);

 private:
  const Question& question_;
  std::mutex guard_;
  std::set<std::vector<std::int64_t>> fine_;
};

}  // namespace pellucid::inline v0::compiler
