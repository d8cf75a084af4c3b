// exp and expm1: x = n ln 2 + r, exp(x) = 2^n exp(r) (Cody and Waite 1980; the polynomial is that of the Cephes library).
#include <numbers>

#include "compiler/llvm/math/math.hpp"

namespace pellucid::inline v0::compiler {

ReducedExponent reduce_exponent(Math& m, llvm::Value* x) {
  // Adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits.
  constexpr double magic = 0x1.8p23;
  llvm::Value* shifted = m.multiply_add(x, std::numbers::log2e, m.number(x, magic));
  llvm::Value* n = m.ir.CreateFSub(shifted, m.number(x, magic));
  // ln 2 in two parts, the first with 9 bits, so that its product with n is exact without a fused multiply-add too.
  llvm::Value* r = m.multiply_add(n, -0.693359375, x);
  r = m.multiply_add(n, 2.12194440e-4, r);
  llvm::Value* p = m.polynomial(r, {1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1});
  p = m.multiply_add(p, m.ir.CreateFMul(r, r), r);
  return {m.ir.CreateSub(m.bits(shifted), m.integer(m.bits(shifted), 0x4b400000)), p};
}

llvm::Value* power_of_two(Math& m, llvm::Value* n) {
  return m.from_bits(m.ir.CreateShl(m.ir.CreateAdd(n, m.integer(n, 127)), m.integer(n, 23)));
}

llvm::Value* emit_exponential(Math& m, llvm::Value* x) {
  // Beyond these it is infinity and zero; within them 2^n is reached in two factors, the result being rounded once at the end.
  x = m.at_most(m.at_least(x, -106), 89);
  const auto [n, p] = reduce_exponent(m, x);
  llvm::Value* half = m.ir.CreateAShr(n, m.integer(n, 1));
  llvm::Value* first = power_of_two(m, half);
  llvm::Value* value = m.multiply_add(first, p, first);
  return m.ir.CreateFMul(value, power_of_two(m, m.ir.CreateSub(n, half)));
}

llvm::Value* emit_expm1(Math& m, llvm::Value* x) {
  llvm::Value* bounded = m.at_most(m.at_least(x, -18), 89);
  const auto [n, p] = reduce_exponent(m, bounded);
  // 2^n (p + 1) - 1 = 2^n p + (2^n - 1), with 2^(n - 1) where 2^n would be infinite.
  llvm::Value* top = m.ir.CreateICmpSGT(n, m.integer(n, 127));
  llvm::Value* power = power_of_two(m, m.ir.CreateAdd(n, m.ir.CreateSExt(top, n->getType())));
  llvm::Value* one = m.number(x, 1);
  llvm::Value* value = m.multiply_add(power, p, m.ir.CreateFSub(power, m.ir.CreateSelect(top, m.number(x, 0.5), one)));
  value = m.ir.CreateSelect(top, m.ir.CreateFAdd(value, value), value);
  return m.ir.CreateSelect(m.ir.CreateFCmpOEQ(x, m.number(x, 0)), x, value);  // -0 stays
}

}  // namespace pellucid::inline v0::compiler
