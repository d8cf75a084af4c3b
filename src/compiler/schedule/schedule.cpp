#include "compiler/schedule/schedule.hpp"

#include <algorithm>

#include "compiler/schedule/choices.hpp"

namespace pellucid::inline v0::compiler {

namespace {

using loop::Axis;

// The axis along which a load runs through memory that is strided along vectors: its positions are then read four at a time and turned.
const Axis* turning_axis(const KernelFacts& facts, const Axis& along, std::int64_t width) {
  for (const MemoryAccess& access : facts.accesses) {
    const auto stride = access.stride_along(along);
    if (!access.varies_along(along) || !can_turn(access, along, width) || !stride || *stride == 1 || *stride == -1) continue;
    for (const Axis& axis : access.scope)
      if (axis != along && access.stride_along(axis) == 1) return &axis;
  }
  return nullptr;
}

// The axis whose positions share loads of the reductions, other than the vector axis; -1 for none.
std::int64_t sharing_axis(const loop::Kernel& kernel, const KernelFacts& facts, std::int64_t vector_axis) {
  for (std::size_t i = kernel.axes.size(); i-- > 0;) {
    if (static_cast<std::int64_t>(i) == vector_axis || extent_of(kernel.axes[i]) < 2) continue;
    for (const ReductionUse& use : facts.reductions) {
      if (!varies_along(*use.node, kernel.axes[i])) continue;
      const bool shared = std::ranges::any_of(facts.accesses, [&](const MemoryAccess& access) {
        return access.varies_along(use.node->axes.back()) && !access.varies_along(kernel.axes[i]);
      });
      if (shared) return static_cast<std::int64_t>(i);
    }
  }
  return -1;
}

// Points of the first axis may be computed by different threads when none adds to what another adds to; it pays for large kernels.
bool is_worth_threads(const loop::Kernel& kernel, const KernelFacts& facts) {
  if (kernel.axes.empty() || extent_of(kernel.axes[0]) < 2) return false;
  double work = std::max(1.0, facts.operations);
  for (const Axis& axis : kernel.axes) work *= static_cast<double>(extent_of(axis));
  for (const ReductionUse& use : facts.reductions) {
    double steps = use.operations;
    for (const Axis& axis : use.scope) steps *= varies_along(*use.node, axis) ? static_cast<double>(extent_of(axis)) : 1;
    for (const Axis& axis : use.node->axes) steps *= static_cast<double>(extent_of(axis));
    work += steps;
  }
  if (work < 1 << 18) return false;
  const auto apart = [&](const loop::Expression& index) {
    return index->operation == loop::Operation::index && index->axis == kernel.axes[0];
  };
  return std::ranges::all_of(
      kernel.stores, [&](const loop::Store& store) { return store.write == loop::Write::set || std::ranges::any_of(store.index, apart); });
}

}  // namespace

const MachineFacts& machine_facts() {
  static const MachineFacts facts = [] {
#if defined(__x86_64__)
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl");
    if (avx512) return MachineFacts{64, 32};
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
  schedule.parallel = is_worth_threads(kernel, facts);
  schedule.tile.assign(kernel.axes.size(), 1);

  const Axis* along = lanes.axis < 0 ? nullptr : &kernel.axes[static_cast<std::size_t>(lanes.axis)];
  const Axis* turning = along == nullptr ? nullptr : turning_axis(facts, *along, lanes.width);
  const auto tile_of = [&](std::int64_t axis) -> std::int64_t& { return schedule.tile[static_cast<std::size_t>(axis)]; };
  const std::int64_t vectors = along == nullptr ? 1 : round_up(extent_of(*along), lanes.width) / lanes.width;
  std::int64_t sums = 0;
  double operations = 0;
  for (const ReductionUse& use : facts.reductions) {
    sums += along == nullptr || varies_along(*use.node, *along) ? 1 : 0;
    operations = std::max(operations, use.operations);
  }
  if (sums > 0) {
    const std::int64_t sharing = sharing_axis(kernel, facts, lanes.axis);
    TileQuestion question;
    question.rows = sharing < 0 ? 1 : extent_of(kernel.axes[static_cast<std::size_t>(sharing)]);
    question.columns = vectors;
    question.sums = sums;
    question.operations = std::max(operations, facts.operations / 4);
    question.column_load = turning == nullptr ? 1 : 5;
    question.registers = machine.registers;
    const Tile tile = choose_tile(question);
    if (sharing >= 0) tile_of(sharing) = tile.rows;
    if (along != nullptr) tile_of(lanes.axis) = tile.columns;
    const auto steps = static_cast<std::int64_t>(48 / std::max(1.0, operations)) / (tile.rows * tile.columns);
    schedule.unroll_reduction = steps >= 4 ? 4 : steps >= 2 ? 2 : 1;
  } else {
    // Enough independent vectors to keep the adders busy, not so many that code grows.
    const std::int64_t wanted = facts.operations <= 8 ? 4 : facts.operations <= 30 ? 2 : 1;
    if (along != nullptr) tile_of(lanes.axis) = std::min(vectors, wanted);
    const std::int64_t beside = facts.operations > 90 ? std::min<std::int64_t>(facts.side_by_side, 2) : facts.side_by_side;
    if (along != nullptr && beside > 1 && vectors >= beside) {  // operation by operation, as vectors wider than registers
      schedule.vector_width *= vectors >= 2 * beside || vectors == beside ? beside : 2;
      tile_of(lanes.axis) = 1;
    }
    schedule.unroll_reduction = operations > 8 ? 2 : 4;
  }
  if (turning != nullptr) {
    const auto found = std::ranges::find(kernel.axes, *turning) - kernel.axes.begin();
    if (found == static_cast<std::ptrdiff_t>(kernel.axes.size())) schedule.unroll_reduction = 4;
    else tile_of(found) = round_up(tile_of(found), 4);
    if (sums == 0 || operations > 4) tile_of(lanes.axis) = 1;  // four times as much stands in a block already
  }
  kernel.schedule = std::move(schedule);
}

}  // namespace pellucid::inline v0::compiler
