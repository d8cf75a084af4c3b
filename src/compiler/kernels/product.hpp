// Products of matrices too large for generated code.
#pragma once

#include "compiler/llvm/native.hpp"

namespace pellucid::inline v0::compiler {

/// C = A B or C += A B for each of a batch, any strides: oneDNN where it takes the dtype and strides, else our own blocked loops. One thread;
/// the order of sums depends on the shape alone. Sums of many floats are formed by halves, so that their error grows as the logarithm of their
/// terms.
void run_product(const ProductCall& call);

}  // namespace pellucid::inline v0::compiler
