// A kernel as it is for usual extents, to choose a schedule by.
#pragma once

#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// The same axes, loads and stores where the unknowns have these values.
loop::Kernel of_size(const loop::Kernel& kernel, const Bindings& sizes);
std::vector<loop::Buffer> of_size(std::vector<loop::Buffer> buffers, const Bindings& sizes);

}  // namespace pellucid::inline v0::compiler
