// Plans for tests, and what is in them.
#pragma once

#include <pellucid/function.hpp>

#include "compiler/pipeline.hpp"

namespace pellucid::inline v0 {

/// Verified after each pass, whatever else `how` says.
compiler::Compilation planned(const Variables& inputs, const Variables& outputs, const FunctionOptions& options = {},
                              compiler::CompileOptions how = {});

struct Counts {
  std::size_t kernels = 0, stores = 0, reductions = 0, products = 0, loops = 0, checks = 0, hosts = 0;
};
Counts counts(const compiler::Compilation& work);  ///< those in loops too

}  // namespace pellucid::inline v0
