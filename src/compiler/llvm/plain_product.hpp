// Products by plain loops: where no library is at hand, and to test by.
#pragma once

#include "compiler/llvm/native.hpp"

namespace pellucid::inline v0::compiler {

/// float32 and float64; the sum over the inner extent is taken in order.
void plain_product(const ProductCall& call);

}  // namespace pellucid::inline v0::compiler
