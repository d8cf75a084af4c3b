// Reductions: loops that carry one sum for each position of the block that the reduction varies with. Those with equal extents that are
// wanted at the same place run in one loop, so that none waits for the adders of another.
#include <algorithm>

#include "compiler/llvm/kernel/fold.hpp"

namespace pellucid::inline v0::compiler {

using loop::Operation;

namespace {

bool same_extents(const loop::ExpressionNode& a, const loop::ExpressionNode& b) {
  return std::ranges::equal(a.axes, b.axes, [](const loop::Axis& x, const loop::Axis& y) { return x.extent == y.extent; });
}

// Sums of products take multiply-adds.
bool is_of_products(const loop::ExpressionNode& node) {
  return node.reduction == loop::Reduction::sum && is_floating(node.dtype) && node.arguments[0]->operation == Operation::multiply;
}

}  // namespace

void KernelEmitter::reduce(const std::vector<Wanted>& wanted) {
  const std::size_t room = frame_.work.target.mask_registers ? 24 : 12;  // sums that registers hold
  std::vector<bool> done(wanted.size(), false);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (done[i]) continue;
    std::vector<Wanted> group;
    std::size_t sums = 0;
    for (std::size_t k = i; k < wanted.size(); ++k) {
      const loop::ExpressionNode& node = *wanted[k].expression;
      if (done[k] || !same_extents(node, *wanted[i].expression)) continue;
      if ((vector_level(node) == nullptr) != (vector_level(*wanted[i].expression) == nullptr)) continue;
      const std::size_t more = all_positions(slots_of(node, wanted[k].guard)).size();
      if (!group.empty() && sums + more > room) continue;
      sums += more;
      group.push_back(wanted[k]);
      done[k] = true;
    }
    reduce_together(group);
  }
}

void KernelEmitter::reduce_together(const std::vector<Wanted>& group) {
  // What bodies and guards need from outside may be another reduction of the group.
  for (const Wanted& each : group) {
    Ids axes;
    for (const loop::Axis& axis : each.expression->axes) axes.push_back(axis.id);
    for (const Guard* guard = each.guard; guard != nullptr; guard = guard->outer) prepare({guard->condition}, guard->outer, axes);
    prepare(each.expression->arguments, each.guard, axes);
  }
  Folds folds;
  const Level* outer = vector_level(*group.front().expression);
  const Dim& innermost = group.front().expression->axes.back().extent;
  folds.along = outer == nullptr && schedule_.vectorize_reduction && width_ > 1 && innermost != Dim(1);
  if (folds.along) {
    const auto wanted = std::max<std::int64_t>(1, schedule_.unroll_reduction);
    folds.parts = static_cast<int>(std::clamp<std::int64_t>(innermost.is_known() ? innermost.value() / width_ : wanted, 1, wanted));
  }
  folds.lanes = folds.along ? width_ : 1;
  std::size_t first_sum = 0;
  for (const Wanted& each : group) {
    const loop::ExpressionNode& node = *each.expression;
    std::vector<Coordinates> positions = all_positions(slots_of(node, each.guard));
    if (find({&node, positions.front(), each.guard, 0}) != nullptr) continue;
    const unsigned lanes = outer != nullptr ? outer->binding.lanes : folds.along ? width_ : 1;
    const bool of_floats = node.reduction == loop::Reduction::sum && is_floating(node.dtype);
    folds.all.push_back({node, each.guard, std::move(positions), lanes, is_of_products(node), of_floats, first_sum});
    first_sum = folds.sums();
  }
  if (folds.all.empty()) return;
  const auto terms = folds.terms_from(0);
  const bool is_short = (terms && *terms <= loop::summation_block) || std::ranges::none_of(folds.all, &Fold::of_floats);
  const Values sums = is_short ? fold_axis(folds, 0, neutral_sums(folds)) : fold_in_blocks(folds);
  for (const Fold& fold : folds.all) {
    for (std::size_t i = 0; i < fold.positions.size(); ++i) {
      const auto* first = sums.begin() + fold.sum_of(i, 0, folds.parts);
      Values parts(first, first + folds.parts);
      for (; parts.size() > 1; parts.resize((parts.size() + 1) / 2)) {
        const std::size_t half = (parts.size() + 1) / 2;
        for (std::size_t k = 0; k + half < parts.size(); ++k)
          parts[k] = arithmetic_.accumulate(fold.node.reduction, fold.node.dtype, parts[k], parts[k + half]);
      }
      remember({&fold.node, fold.positions[i], fold.guard, 0}, folds.along ? combine_lanes(fold.node, parts[0]) : parts[0]);
    }
  }
}

// A fixed tree over the lanes: the upper half onto the lower, until one is left.
llvm::Value* KernelEmitter::combine_lanes(const loop::ExpressionNode& node, llvm::Value* value) {
  for (unsigned half = lanes_of(value) / 2; half >= 1; half /= 2) {
    llvm::SmallVector<int, 32> low, high;
    for (unsigned lane = 0; lane < half; ++lane) {
      low.push_back(static_cast<int>(lane));
      high.push_back(static_cast<int>(half + lane));
    }
    llvm::Value* a = half == 1 ? ir_.CreateExtractElement(value, std::uint64_t{0}) : ir_.CreateShuffleVector(value, low);
    llvm::Value* b = half == 1 ? ir_.CreateExtractElement(value, std::uint64_t{1}) : ir_.CreateShuffleVector(value, high);
    value = arithmetic_.accumulate(node.reduction, node.dtype, a, b);
  }
  return value;
}

}  // namespace pellucid::inline v0::compiler
