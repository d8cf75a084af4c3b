// How a kernel is run best on a machine: which axis runs along vectors, and how many positions are computed together in registers.
#pragma once

#include <cstdint>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

struct MachineFacts {
  std::int64_t vector_bytes = 16;
  std::int64_t registers = 16;  // vectors that they hold
};

/// Of this processor.
const MachineFacts& machine_facts();

/// Sets `kernel.schedule`, from the kernel and the dims of its buffers alone: equal kernels are run alike wherever they stand.
void choose_schedule(loop::Kernel& kernel, const std::vector<loop::Buffer>& buffers, const MachineFacts& machine);

}  // namespace pellucid::inline v0::compiler
