// oneDNN's products.
#pragma once

#include "compiler/llvm/native.hpp"

namespace pellucid::inline v0::compiler {

/// False, with nothing done, when oneDNN is left out or cannot say this one. The inner extent is not 0: dnnl_sgemm leaves C unwritten then.
bool dnnl_product(const ProductCall& call);

}  // namespace pellucid::inline v0::compiler
