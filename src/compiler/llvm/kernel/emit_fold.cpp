// The loops of reductions.
#include <algorithm>

#include "compiler/llvm/kernel/fold.hpp"
#include "compiler/schedule/access.hpp"

namespace pellucid::inline v0::compiler {

namespace {

constexpr std::int64_t most_unrolled = 64;  // operations that are written out instead of looped over

// What one step of the loop around the axes writes, in operations.
std::int64_t weight_of(const KernelEmitter::Folds& folds, std::size_t axis) {
  double sum = 0;
  for (const KernelEmitter::Fold& fold : folds.all) {
    sum += std::max(1.0, operations_along(fold.node.arguments[0], fold.node.axes[axis])) * static_cast<double>(fold.positions.size());
  }
  return static_cast<std::int64_t>(sum) * folds.parts;
}

}  // namespace

Values KernelEmitter::fold_axis(const Folds& folds, std::size_t number, const Values& sums) {
  if (number + 1 == folds.axes()) return fold_innermost(folds, sums, false);
  const auto turn = [&](llvm::Value* at, const Values& carried) { return fold_turn(folds, number, at, carried, false); };
  std::int64_t steps = 1;
  for (std::size_t i = number; i < folds.axes(); ++i) steps *= folds.extent(i).is_known() ? folds.extent(i).value() : most_unrolled + 1;
  if (steps * weight_of(folds, number) > most_unrolled) {
    return frame_.loop(frame_.number(0), frame_.dim(folds.extent(number)), 1, sums, turn);
  }
  Values now = sums;
  for (std::int64_t at = 0; at < folds.extent(number).value(); ++at) now = turn(frame_.number(at), now);
  return now;
}

// One turn of the loop over an axis that is not the innermost.
Values KernelEmitter::fold_turn(const Folds& folds, std::size_t number, llvm::Value* at, const Values& sums, bool in_blocks) {
  const Scope inside(*this, {folds.ids(number), at});
  for (const Fold& fold : folds.all) {
    Ids later;
    for (std::size_t i = number + 1; i < folds.axes(); ++i) later.push_back(fold.node.axes[i].id);
    prepare(fold.node.arguments, fold.guard, later);
  }
  return in_blocks ? fold_long_axis(folds, number + 1, sums) : fold_axis(folds, number + 1, sums);
}

Values KernelEmitter::fold_innermost(const Folds& folds, const Values& sums, bool in_blocks) {
  const Dim& dim = folds.extent(folds.axes() - 1);
  const auto ids = folds.ids(folds.axes() - 1);
  const unsigned lanes = folds.lanes;
  std::int64_t wanted = folds.along ? folds.parts : schedule_.unroll_reduction;
  if (!folds.along && dim.is_known() && dim.value() * weight_of(folds, folds.axes() - 1) <= most_unrolled) wanted = dim.value();
  const int unroll = most_positions(static_cast<int>(wanted));
  llvm::Value* extent = frame_.dim(dim);
  const std::int64_t step = std::int64_t{unroll} * lanes;
  const auto blocks = [&](llvm::Value* from, llvm::Value* to, std::int64_t by, int positions, bool masked, const Values& before) {
    const Frame::Body turn = [&](llvm::Value* at, const Values& carried) {
      llvm::Value* mask = nullptr;
      if (masked) {
        llvm::Value* left = ir_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, ir_.CreateSub(to, at), frame_.number(lanes));
        mask = ir_.CreateICmpUGT(spread(ir_, ir_.CreateTrunc(left, ir_.getInt32Ty()), lanes), sequence(ir_.getContext(), 32, lanes, 0, 1));
      }
      return fold_block(folds, {ids, at, positions, lanes, mask}, carried);
    };
    if (!in_blocks) return frame_.loop(from, to, by, before, turn);
    const std::int64_t terms = (positions + folds.parts - 1) / folds.parts;  // that a turn adds to a sum
    return loop_in_blocks(folds, from, to, by, std::max<std::int64_t>(1, loop::summation_block / terms), before, turn);
  };
  if (!dim.is_known()) {
    llvm::Value* whole = step == 1 ? extent : ir_.CreateSub(extent, ir_.CreateURem(extent, frame_.number(step)));
    Values now = blocks(frame_.number(0), whole, step, unroll, false, sums);
    return step == 1 ? now : blocks(whole, extent, lanes, 1, lanes > 1, now);
  }
  const std::int64_t whole = dim.value() / step * step, rest = dim.value() - whole;
  Values now = blocks(frame_.number(0), frame_.number(whole), step, unroll, false, sums);
  if (rest == 0) return now;
  const auto over = static_cast<unsigned>(rest % lanes);
  llvm::Value* mask = over == 0 ? nullptr : first_lanes(ir_.getContext(), lanes, over);
  const Binding last{ids, frame_.number(whole), static_cast<int>((rest + lanes - 1) / lanes), lanes, mask};
  return in_blocks ? add_block(folds, now, fold_block(folds, last, neutral_sums(folds))) : fold_block(folds, last, now);
}

// Folds what the positions of the binding give into the sums, in order.
Values KernelEmitter::fold_block(const Folds& folds, const Binding& binding, Values sums) {
  const Scope inside(*this, binding);
  const Binding& bound = levels_.back().binding;
  for (const Fold& fold : folds.all) settle_reductions(fold.node.arguments, fold.guard);
  for (int step = 0; step < bound.positions; ++step) {
    const Coordinates mine = bound.slot < 0 ? 0 : static_cast<Coordinates>(step) << (8 * bound.slot);
    llvm::Value* mask = folds.along ? mask_of(&levels_.back(), mine) : nullptr;
    for (const Fold& fold : folds.all) {
      const loop::Expression& body = fold.node.arguments[0];
      for (std::size_t i = 0; i < fold.positions.size(); ++i) {
        const Coordinates at = fold.positions[i] | mine;
        llvm::Value*& sum = sums[fold.sum_of(i, step % folds.parts, folds.parts)];
        const auto part = [&](const loop::Expression& expression) { return spread(ir_, value(expression, at, fold.guard), fold.lanes); };
        llvm::Value* next = fold.of_products ? arithmetic_.accumulate_product(sum, part(body->arguments[0]), part(body->arguments[1]))
                                             : arithmetic_.accumulate(fold.node.reduction, fold.node.dtype, sum, part(body));
        sum = mask == nullptr ? next : ir_.CreateSelect(mask, next, sum);
      }
    }
  }
  return sums;
}

}  // namespace pellucid::inline v0::compiler
