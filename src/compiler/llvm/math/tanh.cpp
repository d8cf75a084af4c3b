// tanh and its slope by h = (exp(2 |x|) - 1) / 2, which loses nothing near 0: tanh |x| = h / (h + 1), and with d = 2 / (h + 1), which loses
// nothing far from it, 1 / cosh(x)^2 = d - d^2 / 4. From 44.36 on that is no normal number and given as 0.
#include <numbers>

#include "compiler/llvm/math/math.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr double most = 128 * std::numbers::ln2;  // of 2 |x|; from 18.1 on tanh rounds to 1

llvm::Value* twice(Math& m, llvm::Value* x) { return m.ir.CreateFMul(m.absolute(x), m.number(x, 2)); }

llvm::Value* half_of_expm1_of_twice(Math& m, llvm::Value* x) {
  const auto [n, p] = reduce_exponent(m, m.at_most(twice(m, x), most));
  llvm::Value* power = power_of_two(m, m.ir.CreateSub(n, m.integer(n, 1)));
  return m.multiply_add(power, p, m.ir.CreateFSub(power, m.number(x, 0.5)));
}

}  // namespace

llvm::Value* emit_tanh(Math& m, llvm::Value* x) {
  llvm::Value* half = half_of_expm1_of_twice(m, x);
  return m.with_sign_of(m.ir.CreateFDiv(half, m.ir.CreateFAdd(half, m.number(x, 1))), x);
}

llvm::Value* emit_sech_squared(Math& m, llvm::Value* x, llvm::Value* alive) {
  if (x->getType()->getScalarType()->isDoubleTy()) {
    llvm::Value* e = call_library(m, "exp", {m.ir.CreateFMul(m.absolute(x), m.number(x, -2))}, alive);
    llvm::Value* more = m.ir.CreateFAdd(e, m.number(x, 1));
    return m.ir.CreateFDiv(m.ir.CreateFMul(e, m.number(x, 4)), m.ir.CreateFMul(more, more));
  }
  llvm::Value* d = m.ir.CreateFDiv(m.number(x, 2), m.ir.CreateFAdd(half_of_expm1_of_twice(m, x), m.number(x, 1)));
  llvm::Value* value = m.multiply_add(m.ir.CreateFMul(d, m.number(x, -0.25)), d, d);
  return m.ir.CreateSelect(m.ir.CreateFCmpOGT(twice(m, x), m.number(x, most)), m.number(x, 0), value);
}

}  // namespace pellucid::inline v0::compiler
