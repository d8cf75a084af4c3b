#include "compiler/llvm/math/math.hpp"

#include <llvm/IR/Intrinsics.h>

namespace pellucid::inline v0::compiler {

llvm::Value* Math::fma(llvm::Value* a, llvm::Value* b, llvm::Value* c) {
  return ir.CreateIntrinsic(llvm::Intrinsic::fma, {a->getType()}, {a, b, c});
}

llvm::Value* Math::multiply_add(llvm::Value* a, llvm::Value* b, llvm::Value* c) {
  return target.fma ? fma(a, b, c) : ir.CreateFAdd(ir.CreateFMul(a, b), c);
}

llvm::Value* Math::polynomial(llvm::Value* x, std::initializer_list<double> coefficients) {
  llvm::Value* sum = nullptr;
  for (const double coefficient : coefficients) sum = sum == nullptr ? number(x, coefficient) : multiply_add(sum, x, coefficient);
  return sum;
}

// The machine's maximum gives its second argument when either is NaN, and these forms are read as just that.
llvm::Value* Math::at_least(llvm::Value* x, double bound) {
  llvm::Value* least = number(x, bound);
  return ir.CreateSelect(ir.CreateFCmpOGT(least, x), least, x);
}

llvm::Value* Math::at_most(llvm::Value* x, double bound) {
  llvm::Value* most = number(x, bound);
  return ir.CreateSelect(ir.CreateFCmpOLT(most, x), most, x);
}

llvm::Value* Math::bits(llvm::Value* x) { return ir.CreateBitCast(x, with_lanes(ir.getInt32Ty(), lanes_of(x))); }
llvm::Value* Math::from_bits(llvm::Value* x) { return ir.CreateBitCast(x, with_lanes(ir.getFloatTy(), lanes_of(x))); }

}  // namespace pellucid::inline v0::compiler
