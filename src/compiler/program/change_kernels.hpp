// The same change to every kernel of a program, in loops too.
#pragma once

#include <functional>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// `change` adds to `result` what stands in the place of the kernel.
void change_kernels(std::vector<loop::Statement>& statements,
                    const std::function<void(loop::Kernel kernel, std::vector<loop::Statement>& result)>& change);

}  // namespace pellucid::inline v0::compiler
