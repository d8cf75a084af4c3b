// Reductions: loops that carry one sum for each position of the block that the reduction varies with.
#include <algorithm>

#include "compiler/llvm/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

using loop::Operation;

struct KernelEmitter::Fold {
  const loop::ExpressionNode& node;
  const Guard* guard;
  std::vector<Coordinates> positions;  // of the block around
  unsigned lanes;                      // of a sum
  bool along;                          // the innermost axis runs along the lanes
  int parts;                           // sums for each position, added up in the end: `along` only, to keep the adders busy
  bool of_products;                    // multiply-adds
};

void KernelEmitter::reduce(const loop::Expression& expression, const Guard* guard) {
  const loop::ExpressionNode& node = *expression;
  guard = guard_for(node, guard);
  const std::vector<Coordinates> positions = all_positions(slots_of(node, guard));
  if (find({&node, positions.front(), guard, 0}) != nullptr) return;

  const Level* outer = vector_level(node);
  const Dim& innermost = node.axes.back().extent;
  const bool along = outer == nullptr && schedule_.vectorize_reduction && width_ > 1 && innermost != Dim(1);
  int parts = 1;
  if (along) {
    const auto wanted = static_cast<int>(std::max<std::int64_t>(1, schedule_.unroll_reduction));
    const std::int64_t there = innermost.is_known() ? innermost.value() / width_ : wanted;
    parts = static_cast<int>(std::clamp<std::int64_t>(there, 1, wanted));
  }
  const bool of_products = node.reduction == loop::Reduction::sum && is_floating(node.dtype) && !is_half(node.dtype) && node.arguments[0]->operation == Operation::multiply;
  const unsigned lanes = outer != nullptr ? outer->binding.lanes : along ? width_ : 1;
  const Fold fold{node, guard, positions, lanes, along, parts, of_products};

  Ids axes;
  for (const loop::Axis& axis : node.axes) axes.push_back(axis.id);
  Seen seen;
  prepare(node.arguments[0], guard, axes, seen);
  const Values start(positions.size() * static_cast<std::size_t>(parts), spread(ir_, arithmetic_.neutral(node.reduction, node.dtype), lanes));
  const Values sums = fold_axis(fold, 0, start);
  for (std::size_t i = 0; i < positions.size(); ++i) {
    Values mine(sums.begin() + static_cast<std::ptrdiff_t>(i) * parts, sums.begin() + static_cast<std::ptrdiff_t>(i + 1) * parts);
    for (; mine.size() > 1; mine.resize((mine.size() + 1) / 2))
      for (std::size_t k = 0; k < mine.size() / 2; ++k) mine[k] = arithmetic_.accumulate(node.reduction, node.dtype, mine[k], mine[k + (mine.size() + 1) / 2]);
    remember({&node, positions[i], guard, 0}, along ? combine_lanes(fold, mine[0]) : mine[0]);
  }
}

Values KernelEmitter::fold_axis(const Fold& fold, std::size_t number, const Values& sums) {
  if (number + 1 == fold.node.axes.size()) return fold_innermost(fold, sums);
  const loop::Axis& axis = fold.node.axes[number];
  return frame_.loop(frame_.number(0), frame_.dim(axis.extent), 1, sums, [&](llvm::Value* at, const Values& carried) {
    const Scope inside(*this, {axis.id, at});
    Ids later;
    for (std::size_t i = number + 1; i < fold.node.axes.size(); ++i) later.push_back(fold.node.axes[i].id);
    Seen seen;
    prepare(fold.node.arguments[0], fold.guard, later, seen);
    return fold_axis(fold, number + 1, carried);
  });
}

Values KernelEmitter::fold_innermost(const Fold& fold, const Values& sums) {
  const loop::Axis& axis = fold.node.axes.back();
  const unsigned lanes = fold.along ? width_ : 1;
  const int unroll = most_positions(fold.along ? fold.parts : static_cast<int>(schedule_.unroll_reduction));
  llvm::Value* extent = frame_.dim(axis.extent);
  const std::int64_t step = std::int64_t{unroll} * lanes;
  const auto blocks = [&](llvm::Value* from, llvm::Value* to, std::int64_t by, int positions, bool masked, const Values& before) {
    return frame_.loop(from, to, by, before, [&](llvm::Value* at, const Values& carried) {
      llvm::Value* mask = nullptr;
      if (masked) {
        llvm::Value* left = ir_.CreateTrunc(ir_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, ir_.CreateSub(to, at), frame_.number(lanes)), ir_.getInt32Ty());
        mask = ir_.CreateICmpUGT(spread(ir_, left, lanes), sequence(ir_.getContext(), 32, lanes, 0, 1));
      }
      return fold_block(fold, {axis.id, at, positions, lanes, mask}, carried);
    });
  };
  if (!axis.extent.is_known()) {
    llvm::Value* whole = step == 1 ? extent : ir_.CreateSub(extent, ir_.CreateURem(extent, frame_.number(step)));
    const Values now = blocks(frame_.number(0), whole, step, unroll, false, sums);
    return step == 1 ? now : blocks(whole, extent, lanes, 1, lanes > 1, now);
  }
  const std::int64_t whole = axis.extent.value() / step * step, rest = axis.extent.value() - whole;
  const Values now = blocks(frame_.number(0), frame_.number(whole), step, unroll, false, sums);
  if (rest == 0) return now;
  const auto over = static_cast<unsigned>(rest % lanes);
  llvm::Value* mask = over == 0 ? nullptr : first_lanes(ir_.getContext(), lanes, over);
  return fold_block(fold, {axis.id, frame_.number(whole), static_cast<int>((rest + lanes - 1) / lanes), lanes, mask}, now);
}

// Folds what the positions of the binding give into the sums, in order.
Values KernelEmitter::fold_block(const Fold& fold, const Binding& binding, Values sums) {
  const Scope inside(*this, binding);
  const Binding& bound = levels_.back().binding;
  const loop::Expression& body = fold.node.arguments[0];
  Seen seen;
  settle_reductions(body, fold.guard, seen);
  for (int step = 0; step < bound.positions; ++step) {
    const Coordinates mine = bound.slot < 0 ? 0 : static_cast<Coordinates>(step) << (8 * bound.slot);
    llvm::Value* mask = fold.along ? mask_of(&levels_.back(), mine) : nullptr;
    for (std::size_t i = 0; i < fold.positions.size(); ++i) {
      const Coordinates at = fold.positions[i] | mine;
      llvm::Value*& sum = sums[i * static_cast<std::size_t>(fold.parts) + static_cast<std::size_t>(step % fold.parts)];
      const auto lanes = [&](const loop::Expression& expression) { return spread(ir_, value(expression, at, fold.guard), fold.lanes); };
      llvm::Value* next = fold.of_products ? arithmetic_.accumulate_product(sum, lanes(body->arguments[0]), lanes(body->arguments[1]))
                                           : arithmetic_.accumulate(fold.node.reduction, fold.node.dtype, sum, lanes(body));
      sum = mask == nullptr ? next : ir_.CreateSelect(mask, next, sum);
    }
  }
  return sums;
}

// A fixed tree over the lanes: the upper half onto the lower, until one is left.
llvm::Value* KernelEmitter::combine_lanes(const Fold& fold, llvm::Value* value) {
  for (unsigned half = lanes_of(value) / 2; half >= 1; half /= 2) {
    llvm::SmallVector<int, 32> low, high;
    for (unsigned lane = 0; lane < half; ++lane) {
      low.push_back(static_cast<int>(lane));
      high.push_back(static_cast<int>(half + lane));
    }
    llvm::Value* a = half == 1 ? ir_.CreateExtractElement(value, std::uint64_t{0}) : ir_.CreateShuffleVector(value, low);
    llvm::Value* b = half == 1 ? ir_.CreateExtractElement(value, std::uint64_t{1}) : ir_.CreateShuffleVector(value, high);
    value = arithmetic_.accumulate(fold.node.reduction, fold.node.dtype, a, b);
  }
  return value;
}

}  // namespace pellucid::inline v0::compiler
