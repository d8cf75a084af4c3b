// Sums of many floats, as loop/summation.hpp says: a loop around the loops of a reduction starts new sums for each block of terms, and adds
// them to the totals that it carries.
#include <algorithm>

#include "compiler/llvm/kernel/fold.hpp"

namespace pellucid::inline v0::compiler {

using loop::summation_block;

namespace {

// Up to so many blocks, their sums may be added like terms: a sum of twice as many roundings as the block has is as good.
constexpr std::int64_t few_blocks = 16;

}  // namespace

Values KernelEmitter::fold_in_blocks(Folds& folds) {
  const auto terms = folds.terms_from(0);
  folds.keeps_rests = !terms || *terms > few_blocks * summation_block;
  Values totals = neutral_sums(folds);
  if (folds.keeps_rests)
    for (std::size_t i = 0, sums = totals.size(); i < sums; ++i) totals.push_back(llvm::Constant::getNullValue(totals[i]->getType()));
  totals = fold_long_axis(folds, 0, totals);
  if (!folds.keeps_rests) return totals;
  const std::size_t sums = folds.sums();
  for (const Fold& fold : folds.all) {
    if (!fold.of_floats) continue;
    for (std::size_t i = fold.first_sum; i < fold.sum_of(fold.positions.size(), 0, folds.parts); ++i)
      totals[i] = arithmetic_.with_rest(totals[i], totals[sums + i]);
  }
  totals.resize(sums);
  return totals;
}

// The axes are walked from the outermost to the one of which several turns make a block.
Values KernelEmitter::fold_long_axis(const Folds& folds, std::size_t number, const Values& totals) {
  if (number + 1 == folds.axes()) return fold_innermost(folds, totals, true);
  const auto inside = folds.terms_from(number + 1);
  const bool is_block = inside && *inside <= summation_block;
  const Frame::Body turn = [&](llvm::Value* at, const Values& carried) { return fold_turn(folds, number, at, carried, !is_block); };
  llvm::Value *from = frame_.number(0), *to = frame_.dim(folds.extent(number));
  if (!is_block) return frame_.loop(from, to, 1, totals, turn);
  return loop_in_blocks(folds, from, to, 1, summation_block / std::max<std::int64_t>(1, *inside), totals, turn);
}

// The loop, stopped every so many turns.
Values KernelEmitter::loop_in_blocks(const Folds& folds, llvm::Value* from, llvm::Value* to, std::int64_t step, std::int64_t turns,
                                     const Values& totals, const Frame::Body& body) {
  return frame_.loop(from, to, step * turns, totals, [&](llvm::Value* first, const Values& carried) {
    llvm::Value* next = ir_.CreateAdd(first, frame_.number(step * turns), "", true, true);
    llvm::Value* end = turns == 1 ? next : ir_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, next, to);
    const Values neutral = neutral_sums(folds);
    return add_block(folds, carried, turns == 1 ? body(first, neutral) : frame_.loop(first, end, step, neutral, body));
  });
}

Values KernelEmitter::neutral_sums(const Folds& folds) {
  Values sums;
  for (const Fold& fold : folds.all)
    sums.append(fold.positions.size() * static_cast<std::size_t>(folds.parts),
                spread(ir_, arithmetic_.neutral(fold.node.reduction, fold.node.dtype), fold.lanes));
  return sums;
}

Values KernelEmitter::add_block(const Folds& folds, Values totals, const Values& block) {
  const std::size_t sums = folds.sums();
  for (const Fold& fold : folds.all) {
    for (std::size_t i = fold.first_sum; i < fold.sum_of(fold.positions.size(), 0, folds.parts); ++i) {
      if (!folds.keeps_rests || !fold.of_floats) {
        totals[i] = arithmetic_.accumulate(fold.node.reduction, fold.node.dtype, totals[i], block[i]);
        continue;
      }
      const loop::Rounded<llvm::Value*> both = arithmetic_.add_exactly(totals[i], block[i]);
      totals[i] = both.sum;
      totals[sums + i] = ir_.CreateFAdd(totals[sums + i], both.rest);
    }
  }
  return totals;
}

}  // namespace pellucid::inline v0::compiler
