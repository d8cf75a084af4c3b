// Kernels whose sum of products is too large for generated code become Product statements, and a kernel for what is done with the sums.
#pragma once

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// Chosen by extents alone, so that the same product is done the same way everywhere.
void find_products(loop::Program& program, const Bindings& typical = {});

}  // namespace pellucid::inline v0::compiler
