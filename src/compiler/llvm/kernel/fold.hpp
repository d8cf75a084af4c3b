// Reductions while they run.
#pragma once

#include <optional>
#include <vector>

#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

struct KernelEmitter::Fold {
  const loop::ExpressionNode& node;
  const Guard* guard;
  std::vector<Coordinates> positions;  // of the block around
  unsigned lanes;                      // of a sum
  bool of_products;                    // multiply-adds
  bool of_floats;                      // a sum of them: many terms are added in blocks
  std::size_t first_sum;               // where its sums stand among those of all

  std::size_t sum_of(std::size_t position, int part, int parts) const {
    return first_sum + position * static_cast<std::size_t>(parts) + static_cast<std::size_t>(part);
  }
};

/// Those that share loops: axes of the same extents, in the same order.
struct KernelEmitter::Folds {
  std::vector<Fold> all;
  bool along = false;        // the innermost axis runs along the lanes
  int parts = 1;             // sums for each position, added up in the end: `along` only, to keep the adders busy
  unsigned lanes = 1;        // of the innermost axis
  bool keeps_rests = false;  // what the additions of blocks round off is carried along, in a value for each sum after the sums

  std::size_t axes() const { return all.front().node.axes.size(); }
  const Dim& extent(std::size_t number) const { return all.front().node.axes[number].extent; }
  /// How many terms a sum takes when the axes from that one on run through; nothing where it is not known.
  std::optional<std::int64_t> terms_from(std::size_t number) const {
    double terms = 1;
    for (std::size_t i = number; i < axes(); ++i) {
      if (!extent(i).is_known()) return std::nullopt;
      const std::int64_t beside = i + 1 == axes() ? std::int64_t{parts} * lanes : 1;
      const std::int64_t steps = (extent(i).value() + beside - 1) / beside;
      terms *= static_cast<double>(steps);
    }
    return static_cast<std::int64_t>(std::min(terms, 0x1p62));
  }
  std::size_t sums() const {
    const Fold& last = all.back();
    return last.sum_of(last.positions.size(), 0, parts);
  }

  /// That axis of each.
  llvm::SmallVector<std::uint64_t, 2> ids(std::size_t number) const {
    llvm::SmallVector<std::uint64_t, 2> result;
    for (const Fold& fold : all) result.push_back(fold.node.axes[number].id);
    return result;
  }
};

}  // namespace pellucid::inline v0::compiler
