// The two choices of a schedule: what runs along vectors, and what stands together in registers.
#pragma once

#include "compiler/schedule/access.hpp"
#include "compiler/schedule/schedule.hpp"

namespace pellucid::inline v0::compiler {

inline std::int64_t round_up(std::int64_t value, std::int64_t step) { return (value + step - 1) / step * step; }

/// Is it cheap to read rows and turn them in registers, where vectors along the axis would be strided?
bool can_turn(const MemoryAccess& access, const loop::Axis& along, std::int64_t width);

struct Lanes {
  std::int64_t axis = -1;  // of the kernel; -1: none
  std::int64_t width = 1;
  bool reduction = false;  // reductions that do not vary along the axis have lanes of their own
};
Lanes choose_lanes(const loop::Kernel& kernel, const KernelFacts& facts, const MachineFacts& machine);

/// Positions of the axis that shares loads, and of the vector axis (in vectors).
struct Tile {
  std::int64_t rows = 1, columns = 1;
};
struct TileQuestion {
  std::int64_t rows = 1, columns = 1;  // how many there are
  std::int64_t sums = 1;               // reductions that each position carries
  double operations = 1;               // of a position in a step
  double column_load = 1;              // what the loads of a vector cost in a step
  std::int64_t registers = 16;
};
Tile choose_tile(const TileQuestion& question);

}  // namespace pellucid::inline v0::compiler
