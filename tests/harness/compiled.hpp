// A graph as it is compiled, run by the interpreter of the loop language, which checks bounds.
#pragma once

#include "compiler/pipeline.hpp"
#include "harness/application.hpp"

namespace pellucid::inline v0 {

/// The results of the program made of the application; `like` are arrays of their types, and `sizes` what the unknowns are.
std::vector<Array> interpret(const Application& application, const compiler::CompileOptions& options, const std::vector<Array>& like,
                             const Bindings& sizes = {});

}  // namespace pellucid::inline v0
