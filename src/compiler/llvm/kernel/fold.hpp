// Reductions while they run.
#pragma once

#include <vector>

#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

struct KernelEmitter::Fold {
  const loop::ExpressionNode& node;
  const Guard* guard;
  std::vector<Coordinates> positions;  // of the block around
  unsigned lanes;                      // of a sum
  bool of_products;                    // multiply-adds
  std::size_t first_sum;               // where its sums stand among those of all

  std::size_t sum_of(std::size_t position, int part, int parts) const {
    return first_sum + position * static_cast<std::size_t>(parts) + static_cast<std::size_t>(part);
  }
};

/// Those that share loops: axes of the same extents, in the same order.
struct KernelEmitter::Folds {
  std::vector<Fold> all;
  bool along = false;  // the innermost axis runs along the lanes
  int parts = 1;       // sums for each position, added up in the end: `along` only, to keep the adders busy

  std::size_t axes() const { return all.front().node.axes.size(); }
  const Dim& extent(std::size_t number) const { return all.front().node.axes[number].extent; }
  /// That axis of each.
  llvm::SmallVector<std::uint64_t, 2> ids(std::size_t number) const {
    llvm::SmallVector<std::uint64_t, 2> result;
    for (const Fold& fold : all) result.push_back(fold.node.axes[number].id);
    return result;
  }
};

}  // namespace pellucid::inline v0::compiler
