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
  // Half of 2^n (p + 1) - 1, which is 2^(n - 1) p + (2^(n - 1) - 1/2), since 2^n may be infinite where the whole is not.
  llvm::Value* power = power_of_two(m, m.ir.CreateSub(n, m.integer(n, 1)));
  llvm::Value* half = m.multiply_add(power, p, m.ir.CreateFSub(power, m.number(x, 0.5)));
  // Near 0 it is x: -0 stays, and halves of denormal numbers would be rounded.
  llvm::Value* is_tiny = m.ir.CreateFCmpOLT(m.absolute(x), m.number(x, 0x1p-25));
  return m.ir.CreateSelect(is_tiny, x, m.ir.CreateFAdd(half, half));
}

}  // namespace pellucid::inline v0::compiler
