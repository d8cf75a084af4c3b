// Kernels that run over the same points become one, so that what one computes the others need not load; then nothing is stored that nobody
// else loads.
#pragma once

#include "compiler/plan/cluster.hpp"

namespace pellucid::inline v0::compiler {

/// Which units must come before which.
class Dependencies {
 public:
  explicit Dependencies(std::size_t units) : before_(units) {}
  void add(int first, int then);
  void grow() { before_.emplace_back(); }
  bool reaches(int from, int to) const;  ///< whether `to` must come after `from`
  /// The same with `gone` being one unit with `into`.
  void merge(int gone, int into);
  const std::unordered_set<int>& before(int unit) const { return before_[static_cast<std::size_t>(unit)]; }
  /// The units in an order that keeps all this and otherwise stays near `preferred`.
  std::vector<int> order(const std::vector<int>& preferred) const;

 private:
  std::vector<std::unordered_set<int>> before_;
};

Dependencies dependencies_of(const Clustering& clustering);

/// Empties the units that were merged into others.
void group(Clustering& clustering, Dependencies& dependencies, const PlanOptions& options);

}  // namespace pellucid::inline v0::compiler
