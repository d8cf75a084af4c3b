// tanh |x| = e / (e + 2) with e = exp(2 |x|) - 1, which loses nothing near 0.
#include "compiler/llvm/math/math.hpp"

namespace pellucid::inline v0::compiler {

llvm::Value* emit_tanh(Math& m, llvm::Value* x) {
  llvm::Value* twice = m.at_most(m.ir.CreateFMul(m.absolute(x), m.number(x, 2)), 20);  // from 18.1 on it rounds to 1
  const auto [n, p] = reduce_exponent(m, twice);
  llvm::Value* power = power_of_two(m, n);
  llvm::Value* e = m.multiply_add(power, p, m.ir.CreateFSub(power, m.number(x, 1)));
  return m.with_sign_of(m.ir.CreateFDiv(e, m.ir.CreateFAdd(e, m.number(x, 2))), x);
}

}  // namespace pellucid::inline v0::compiler
