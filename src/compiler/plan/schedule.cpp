#include "compiler/plan/schedule.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "compiler/plan/schedule_access.hpp"

namespace pellucid::inline v0::compiler {

namespace {

using loop::Axis;

std::int64_t round_up(std::int64_t value, std::int64_t step) { return (value + step - 1) / step * step; }

// Lanes for an axis: as many as a register holds, fewer when the axis is shorter.
std::int64_t width_for(const Axis& axis, const KernelFacts& facts, const MachineFacts& machine) {
  const std::int64_t widest = std::max<std::int64_t>(1, machine.vector_bytes / facts.element_bytes);
  const auto needed = static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(std::max<std::int64_t>(1, extent_of(axis)))));
  return std::min(widest, std::max<std::int64_t>(needed, 4));
}

// Is it cheap to read rows and turn them in registers?
bool can_transpose(const MemoryAccess& access, const Axis& along, std::int64_t width) {
  return std::any_of(access.scope.begin(), access.scope.end(), [&](const Axis& axis) {
    return axis != along && extent_of(axis) >= 4 && width >= 4 && access.stride_along(axis) == 1;
  });
}

// Loads and stores of the whole kernel, in units of one vector access, when `along` runs along vectors of `width`.
double memory_cost(const KernelFacts& facts, const Axis& along, std::int64_t width) {
  double cost = 0;
  const auto vectors = static_cast<double>(round_up(extent_of(along), width) / width) / static_cast<double>(extent_of(along));
  for (const MemoryAccess& access : facts.accesses) {
    const double times = access.times();
    if (!access.varies_along(along)) {
      cost += access.adds ? times * static_cast<double>(extent_of(along)) : times;
      continue;
    }
    const auto stride = access.stride_along(along);
    if (!stride) cost += times * (access.is_store ? 3 : 1.5);
    else if (*stride == 1) cost += times * vectors;
    else if (*stride == -1) cost += times * vectors * 2;
    else if (!access.is_store && can_transpose(access, along, width)) cost += times * vectors * (2 + std::log2(static_cast<double>(width)));
    else cost += times * (access.is_store ? 3 : 1);
  }
  return cost;
}

struct Lanes {
  std::int64_t axis = -1;  // of the kernel
  std::int64_t width = 1;
  bool reduction = false;
  double cost = 0;
};

// The points of the kernel and of its reductions that take a vector's time each.
double arithmetic_cost(const KernelFacts& facts, const std::vector<Axis>& axes, const Axis* along, std::int64_t width) {
  const auto steps = [&](const std::vector<Axis>& scope, const loop::ExpressionNode* node) {
    double count = 1;
    for (const Axis& axis : scope) {
      if (node != nullptr && !varies_along(*node, axis)) continue;
      const std::int64_t extent = extent_of(axis);
      count *= static_cast<double>(along != nullptr && axis == *along ? round_up(extent, width) / width : extent);
    }
    return count;
  };
  double cost = steps(axes, nullptr) * std::max(0.25, facts.operations / 2);
  for (const ReductionUse& use : facts.reductions) {
    double inner = 1;
    for (const Axis& axis : use.node->axes) inner *= static_cast<double>(extent_of(axis));
    const bool lanes_of_its_own = along == nullptr || !varies_along(*use.node, *along);
    const double combining = lanes_of_its_own ? 2 * std::log2(static_cast<double>(width)) : 0;
    if (lanes_of_its_own) inner = std::ceil(inner / static_cast<double>(width));
    cost += steps(use.scope, use.node) * (inner * std::max(1.0, use.operations / 2) + combining);
  }
  return cost;
}

// Is the innermost axis of a reduction one that its loads run along?
bool runs_along(const KernelFacts& facts, const ReductionUse& use) {
  const Axis& axis = use.node->axes.back();
  return std::all_of(facts.accesses.begin(), facts.accesses.end(), [&](const MemoryAccess& access) {
    if (access.is_store || !access.varies_along(axis)) return true;
    const auto stride = access.stride_along(axis);
    return stride == 1 || stride == -1;
  });
}

Lanes choose_lanes(const loop::Kernel& kernel, const KernelFacts& facts, const MachineFacts& machine) {
  const bool may_reduce = std::any_of(facts.reductions.begin(), facts.reductions.end(), [&](const ReductionUse& use) {
    return extent_of(use.node->axes.back()) >= 4 && runs_along(facts, use);
  });
  Lanes best;
  best.cost = arithmetic_cost(facts, kernel.axes, nullptr, 1);
  for (const MemoryAccess& access : facts.accesses) best.cost += access.times();
  if (may_reduce) {
    Lanes lanes{-1, 1, true, 0};
    for (const ReductionUse& use : facts.reductions) lanes.width = std::max(lanes.width, width_for(use.node->axes.back(), facts, machine));
    lanes.cost = arithmetic_cost(facts, kernel.axes, nullptr, lanes.width);
    for (const MemoryAccess& access : facts.accesses) {
      bool inside = false;
      for (const ReductionUse& use : facts.reductions) inside = inside || access.varies_along(use.node->axes.back());
      lanes.cost += access.times() / static_cast<double>(inside ? lanes.width : 1);
    }
    if (lanes.cost < best.cost) best = lanes;
  }
  for (std::size_t i = kernel.axes.size(); i-- > 0;) {
    const Axis& axis = kernel.axes[i];
    if (extent_of(axis) < 2) continue;
    const std::int64_t width = width_for(axis, facts, machine);
    const double cost = memory_cost(facts, axis, width) + arithmetic_cost(facts, kernel.axes, &axis, width);
    if (cost < best.cost) best = {static_cast<std::int64_t>(i), width, may_reduce, cost};
  }
  return best;
}

// How many positions of `rows` and vectors of `columns` are computed together: the most multiply-adds a load, as many as registers hold,
// enough of them that none waits for another.
struct Tile {
  std::int64_t rows = 1, columns = 1;
};
Tile choose_tile(std::int64_t rows, std::int64_t columns, std::int64_t sums, double operations, std::int64_t registers) {
  // Heavy bodies fill the machine by themselves, and their code is long.
  const auto by_size = static_cast<std::int64_t>(64 / std::max(1.0, operations));
  const std::int64_t room = std::max<std::int64_t>(1, std::min((registers >= 32 ? 24 : 12) / sums, by_size));
  Tile best;
  double least = 0;
  for (std::int64_t n = 1; n <= std::min<std::int64_t>(columns, 4); ++n) {
    for (std::int64_t r = 1; r <= std::min<std::int64_t>(rows, 16) && r * n <= room; ++r) {
      const auto step = [&](std::int64_t a, std::int64_t b) {
        if (a == 0 || b == 0) return 0.0;
        const auto x = static_cast<double>(a), y = static_cast<double>(b);
        return std::max({x * y / 2, (x + y) / 2, 4.0 / static_cast<double>(sums)}) + 0.5;
      };
      const auto whole_rows = static_cast<double>(rows / r), whole_columns = static_cast<double>(columns / n);
      double cost = whole_rows * whole_columns * step(r, n) + whole_rows * step(r, columns % n) + whole_columns * step(rows % r, n) +
                    step(rows % r, columns % n);
      cost *= 1 + 0.04 * ((rows % r != 0 ? 1 : 0) + (columns % n != 0 ? 1 : 0));  // more code for the rest
      if (least == 0 || cost < least) {
        least = cost;
        best = {r, n};
      }
    }
  }
  return best;
}

// The axis along which a load runs through memory that is strided along vectors: its positions are then read four at a time and turned.
const Axis* turning_axis(const KernelFacts& facts, const Axis& along, std::int64_t width) {
  for (const MemoryAccess& access : facts.accesses) {
    if (access.is_store || !access.varies_along(along) || !can_transpose(access, along, width)) continue;
    const auto stride = access.stride_along(along);
    if (!stride || *stride == 1 || *stride == -1) continue;
    for (const Axis& axis : access.scope)
      if (axis != along && access.stride_along(axis) == 1) return &axis;
  }
  return nullptr;
}

// The axis whose positions share the loads of the reductions, other than the vector axis; -1 for none.
std::int64_t sharing_axis(const loop::Kernel& kernel, const KernelFacts& facts, std::int64_t vector_axis) {
  for (std::size_t i = kernel.axes.size(); i-- > 0;) {
    if (static_cast<std::int64_t>(i) == vector_axis || extent_of(kernel.axes[i]) < 2) continue;
    for (const ReductionUse& use : facts.reductions) {
      if (!varies_along(*use.node, kernel.axes[i])) continue;
      const bool shared = std::any_of(facts.accesses.begin(), facts.accesses.end(), [&](const MemoryAccess& access) {
        return access.varies_along(use.node->axes.back()) && !access.varies_along(kernel.axes[i]);
      });
      if (shared) return static_cast<std::int64_t>(i);
    }
  }
  return -1;
}

}  // namespace

const MachineFacts& machine_facts() {
  static const MachineFacts facts = [] {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
      return MachineFacts{64, 32};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return MachineFacts{32, 16};
#endif
    return MachineFacts{};
  }();
  return facts;
}

void choose_schedule(loop::Kernel& kernel, const std::vector<loop::Buffer>& buffers, const MachineFacts& machine) {
  const KernelFacts facts = examine(kernel, buffers);
  const Lanes lanes = choose_lanes(kernel, facts, machine);
  loop::Schedule schedule;
  schedule.vector_axis = lanes.axis;
  schedule.vector_width = lanes.width;
  schedule.vectorize_reduction = lanes.reduction;
  schedule.parallel = kernel.schedule.parallel;
  schedule.tile.assign(kernel.axes.size(), 1);

  const Axis* along = lanes.axis < 0 ? nullptr : &kernel.axes[static_cast<std::size_t>(lanes.axis)];
  const std::int64_t vectors = along == nullptr ? 1 : round_up(extent_of(*along), lanes.width) / lanes.width;
  std::int64_t sums = 0;
  double operations = 0;
  for (const ReductionUse& use : facts.reductions) {
    sums += along == nullptr || varies_along(*use.node, *along) ? 1 : 0;
    operations = std::max(operations, use.operations);
  }
  if (sums > 0) {
    const std::int64_t sharing = sharing_axis(kernel, facts, lanes.axis);
    const Tile tile = choose_tile(sharing < 0 ? 1 : extent_of(kernel.axes[static_cast<std::size_t>(sharing)]), vectors, sums,
                                  std::max(operations, facts.operations / 4), machine.registers);
    if (sharing >= 0) schedule.tile[static_cast<std::size_t>(sharing)] = tile.rows;
    if (along != nullptr) schedule.tile[static_cast<std::size_t>(lanes.axis)] = tile.columns;
    schedule.unroll_reduction =
        std::clamp<std::int64_t>(static_cast<std::int64_t>(48 / std::max(1.0, operations)) / (tile.rows * tile.columns), 1, 4);
  } else {
    // Enough independent vectors to keep the adders busy, not so many that code grows.
    if (along != nullptr)
      schedule.tile[static_cast<std::size_t>(lanes.axis)] = std::min<std::int64_t>(vectors, facts.operations <= 8    ? 4
                                                                                            : facts.operations <= 30 ? 2
                                                                                                                     : 1);
    schedule.unroll_reduction = operations > 8 ? 2 : 4;
  }
  if (const Axis* turning = along == nullptr ? nullptr : turning_axis(facts, *along, lanes.width)) {
    const auto found = std::find(kernel.axes.begin(), kernel.axes.end(), *turning);
    if (found == kernel.axes.end()) schedule.unroll_reduction = 4;
    else
      schedule.tile[static_cast<std::size_t>(found - kernel.axes.begin())] =
          round_up(schedule.tile[static_cast<std::size_t>(found - kernel.axes.begin())], 4);
    if (sums == 0 || operations > 4)
      schedule.tile[static_cast<std::size_t>(lanes.axis)] = 1;  // four times as much stands in a block already
  }
  kernel.schedule = std::move(schedule);
}

}  // namespace pellucid::inline v0::compiler
