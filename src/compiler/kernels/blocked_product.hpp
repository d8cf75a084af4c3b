// Our own products, for every dtype and stride.
#pragma once

#include "compiler/llvm/native.hpp"

namespace pellucid::inline v0::compiler {

void blocked_product(const ProductCall& call);

}  // namespace pellucid::inline v0::compiler
