// The same change to every kernel of a program, in loops too.
#pragma once

#include <functional>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

void change_kernels(std::vector<loop::Statement>& statements, const std::function<void(loop::Kernel& kernel)>& change);

}  // namespace pellucid::inline v0::compiler
