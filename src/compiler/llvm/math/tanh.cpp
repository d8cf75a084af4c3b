// In float32 tanh and its slope by h = (exp(2 |x|) - 1) / 2, which loses nothing near 0: tanh |x| = h / (h + 1), and with d = 2 / (h + 1), which loses
// nothing far from it, 1 / cosh(x)^2 = d - d^2 / 4.
#include "compiler/llvm/math/math.hpp"

namespace pellucid::inline v0::compiler {
namespace {

struct Half {
  llvm::Value* h;      // of 2 |x|, or so much less that 2^n is a number
  llvm::Value* scale;  // exp(-what it is less)
};

Half half_of_expm1_of_twice(Math& m, llvm::Value* x) {
  // From 18.1 on tanh rounds to 1, and from 52 on its slope to 0.
  const auto [n, p] = reduce_exponent(m, m.at_most(m.ir.CreateFMul(m.absolute(x), m.number(x, 2)), 106));
  llvm::Value* bounded = m.ir.CreateBinaryIntrinsic(llvm::Intrinsic::smin, n, m.integer(n, 127));
  llvm::Value* power = power_of_two(m, m.ir.CreateSub(bounded, m.integer(n, 1)));
  llvm::Value* h = m.multiply_add(power, p, m.ir.CreateFSub(power, m.number(x, 0.5)));
  return {h, power_of_two(m, m.ir.CreateSub(bounded, n))};
}

}  // namespace

llvm::Value* emit_tanh(Math& m, llvm::Value* x) {
  llvm::Value* h = half_of_expm1_of_twice(m, x).h;
  return m.with_sign_of(m.ir.CreateFDiv(h, m.ir.CreateFAdd(h, m.number(x, 1))), x);
}

llvm::Value* emit_sech_squared(Math& m, llvm::Value* x, llvm::Value* alive) {
  if (x->getType()->getScalarType()->isDoubleTy()) {
    llvm::Value* e = call_library(m, "exp", {m.ir.CreateFMul(m.absolute(x), m.number(x, -2))}, alive);
    llvm::Value* more = m.ir.CreateFAdd(e, m.number(x, 1));
    return m.ir.CreateFDiv(m.ir.CreateFMul(e, m.number(x, 4)), m.ir.CreateFMul(more, more));
  }
  const auto [h, scale] = half_of_expm1_of_twice(m, x);
  llvm::Value* d = m.ir.CreateFDiv(m.number(x, 2), m.ir.CreateFAdd(h, m.number(x, 1)));
  return m.ir.CreateFMul(m.multiply_add(m.ir.CreateFMul(d, m.number(x, -0.25)), d, d), scale);
}

}  // namespace pellucid::inline v0::compiler
