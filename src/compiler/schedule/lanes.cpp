// Which axis runs along vectors: the one for which loads, stores and arithmetic take least, by a rough count.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "compiler/schedule/choices.hpp"

namespace pellucid::inline v0::compiler {

namespace {

using loop::Axis;

// As many lanes as a register holds, fewer when the axis is shorter.
std::int64_t width_for(const Axis& axis, const KernelFacts& facts, const MachineFacts& machine) {
  const std::int64_t widest = std::max<std::int64_t>(1, machine.vector_bytes / facts.element_bytes);
  const auto needed = static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(std::max<std::int64_t>(1, extent_of(axis)))));
  return std::min(widest, std::max<std::int64_t>(needed, 4));
}

double vectors_of(const Axis& axis, std::int64_t width) {
  const std::int64_t vectors = round_up(extent_of(axis), width) / width;
  return static_cast<double>(vectors);
}

// One access at each of its places, in units of a vector's load.
double access_cost(const MemoryAccess& access, const Axis& along, std::int64_t width) {
  const double times = access.times(), all = static_cast<double>(extent_of(along));
  if (!access.varies_along(along)) return access.adds ? times * all : times;
  const auto stride = access.stride_along(along);
  const double vectors = times / all * vectors_of(along, width);
  if (stride == 1) return vectors;
  if (stride == -1) return vectors * 2;
  if (access.is_store) return times * 4;
  if (!stride) return times * 1.5;
  return can_turn(access, along, width) ? vectors * (2 + std::log2(static_cast<double>(width))) : times;
}

// The same when no axis of the kernel runs along vectors, but those of reductions do.
double access_cost(const MemoryAccess& access, const KernelFacts& facts, std::int64_t width) {
  const bool inside =
      std::ranges::any_of(facts.reductions, [&](const ReductionUse& use) { return access.varies_along(use.node->axes.back()); });
  return access.times() / static_cast<double>(inside ? width : 1);
}

// The points of the kernel and of its reductions, those that stand in one vector counting once.
double arithmetic_cost(const KernelFacts& facts, const std::vector<Axis>& axes, const Axis* along, std::int64_t width, bool reductions) {
  const auto steps = [&](const std::vector<Axis>& scope, const loop::ExpressionNode* node) {
    double count = 1;
    for (const Axis& axis : scope) {
      if (node != nullptr && !varies_along(*node, axis)) continue;
      count *= along != nullptr && axis == *along ? vectors_of(axis, width) : static_cast<double>(extent_of(axis));
    }
    return count;
  };
  double cost = steps(axes, nullptr) * std::max(0.25, facts.operations / 2);
  for (const ReductionUse& use : facts.reductions) {
    double inner = 1, combining = 0;
    for (const Axis& axis : use.node->axes) inner *= static_cast<double>(extent_of(axis));
    if (reductions && (along == nullptr || !varies_along(*use.node, *along))) {
      const Axis& last = use.node->axes.back();
      inner = inner / static_cast<double>(std::max<std::int64_t>(1, extent_of(last))) * vectors_of(last, width);
      combining = 2 * std::log2(static_cast<double>(width));
    }
    cost += steps(use.scope, use.node) * (inner * std::max(1.0, use.operations / 2) + combining);
  }
  return cost;
}

// Does its innermost axis run through memory, so that it may take the lanes?
bool runs_through_memory(const KernelFacts& facts, const ReductionUse& use) {
  const Axis& axis = use.node->axes.back();
  return extent_of(axis) >= 4 && std::ranges::all_of(facts.accesses, [&](const MemoryAccess& access) {
           const auto stride = access.stride_along(axis);
           return access.is_store || !access.varies_along(axis) || stride == 1 || stride == -1;
         });
}

}  // namespace

bool can_turn(const MemoryAccess& access, const Axis& along, std::int64_t width) {
  return !access.is_store && width >= 4 && std::ranges::any_of(access.scope, [&](const Axis& axis) {
    return axis != along && extent_of(axis) >= 4 && access.stride_along(axis) == 1;
  });
}

Lanes choose_lanes(const loop::Kernel& kernel, const KernelFacts& facts, const MachineFacts& machine) {
  Lanes best;
  double least = std::numeric_limits<double>::infinity();
  const auto consider = [&](const Lanes& lanes, double cost) {
    if (cost >= least) return;
    least = cost;
    best = lanes;
  };
  const auto total = [&](const auto& cost_of) {
    double sum = 0;
    for (const MemoryAccess& access : facts.accesses) sum += cost_of(access);
    return sum;
  };
  const auto may_reduce = [&](const Axis* along) {
    return std::ranges::any_of(facts.reductions, [&](const ReductionUse& use) {
      return (along == nullptr || !varies_along(*use.node, *along)) && runs_through_memory(facts, use);
    });
  };
  consider({}, arithmetic_cost(facts, kernel.axes, nullptr, 1, false) + total([](const MemoryAccess& access) { return access.times(); }));
  if (may_reduce(nullptr)) {
    std::int64_t width = 1;
    for (const ReductionUse& use : facts.reductions) width = std::max(width, width_for(use.node->axes.back(), facts, machine));
    const double memory = total([&](const MemoryAccess& access) { return access_cost(access, facts, width); });
    consider({-1, width, true}, memory + arithmetic_cost(facts, kernel.axes, nullptr, width, true));
  }
  for (std::size_t i = kernel.axes.size(); i-- > 0;) {
    const Axis& axis = kernel.axes[i];
    if (extent_of(axis) < 2) continue;
    const std::int64_t width = width_for(axis, facts, machine);
    const bool reductions = may_reduce(&axis);
    const double memory = total([&](const MemoryAccess& access) { return access_cost(access, axis, width); });
    consider({static_cast<std::int64_t>(i), width, reductions}, memory + arithmetic_cost(facts, kernel.axes, &axis, width, reductions));
  }
  return best;
}

}  // namespace pellucid::inline v0::compiler
