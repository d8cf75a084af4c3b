// How the loads, stores and reductions of a kernel run through memory: what choosing a schedule goes by.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// Extents that are not known yet count as this.
inline constexpr std::int64_t usual_extent = 64;

inline std::int64_t extent_of(const loop::Axis& axis) { return axis.extent.is_known() ? axis.extent.value() : usual_extent; }

/// A load or store. `scope`: the axes whose loops it stands in, those of the kernel and then of the reductions around it.
struct MemoryAccess {
  loop::Expressions indices;
  const Dims* dims = nullptr;
  bool is_store = false, adds = false;
  std::vector<loop::Axis> scope;

  bool varies_along(const loop::Axis& axis) const;
  /// Elements between neighbours along the axis; nothing when they are irregular.
  std::optional<std::int64_t> stride_along(const loop::Axis& axis) const;
  /// How often it runs when it is shared wherever it does not vary.
  double times() const;
};

struct ReductionUse {
  const loop::ExpressionNode* node = nullptr;
  double operations = 0;          // of one step
  std::vector<loop::Axis> scope;  // around it
};

struct KernelFacts {
  std::vector<MemoryAccess> accesses;
  std::vector<ReductionUse> reductions;
  double operations = 0;           // of one point, reductions apart
  std::int64_t side_by_side = 1;   // so many vectors at once hide how long the functions among them take
  std::int64_t element_bytes = 4;  // of the widest number computed with, indices apart
};

KernelFacts examine(const loop::Kernel& kernel, const std::vector<loop::Buffer>& buffers);

bool varies_along(const loop::ExpressionNode& node, const loop::Axis& axis);

/// What the operations cost that differ from position to position of the axis, an addition being 1; reductions inside count once.
double operations_along(const loop::Expression& expression, const loop::Axis& axis);

}  // namespace pellucid::inline v0::compiler
