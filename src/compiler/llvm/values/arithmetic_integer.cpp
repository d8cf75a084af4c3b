// Integers wrap; division rounds toward minus infinity and is 0 by 0; by a count that is no position of a bit all bits are shifted out.
#include <llvm/IR/Constants.h>

#include "compiler/llvm/frame.hpp"
#include "compiler/llvm/values/arithmetic.hpp"

namespace pellucid::inline v0::compiler {

using loop::Operation;

namespace {

// The integer in all lanes, when it is a constant.
const llvm::APInt* known(const llvm::Value* value) {
  const auto* constant = llvm::dyn_cast<llvm::Constant>(value);
  if (constant != nullptr && constant->getType()->isVectorTy()) constant = constant->getSplatValue();
  const auto* number = llvm::dyn_cast_or_null<llvm::ConstantInt>(constant);
  return number == nullptr ? nullptr : &number->getValue();
}

}  // namespace

llvm::Value* Arithmetic::of_integers(Operation operation, bool is_signed, llvm::ArrayRef<llvm::Value*> x) {
  llvm::IRBuilder<>& ir = m_.ir;
  llvm::Value* zero = llvm::Constant::getNullValue(x[0]->getType());
  const auto less = [&](llvm::Value* a, llvm::Value* b) { return is_signed ? ir.CreateICmpSLT(a, b) : ir.CreateICmpULT(a, b); };
  switch (operation) {
    case Operation::add: return ir.CreateAdd(x[0], x[1]);
    case Operation::subtract: return ir.CreateSub(x[0], x[1]);
    case Operation::multiply: return ir.CreateMul(x[0], x[1]);
    case Operation::minimum: return ir.CreateSelect(less(x[0], x[1]), x[0], x[1]);
    case Operation::maximum: return ir.CreateSelect(less(x[0], x[1]), x[1], x[0]);
    case Operation::negate: return ir.CreateNeg(x[0]);
    case Operation::absolute: return is_signed ? ir.CreateSelect(less(x[0], zero), ir.CreateNeg(x[0]), x[0]) : x[0];
    case Operation::sign: {
      llvm::Value* positive = ir.CreateZExt(ir.CreateICmpNE(x[0], zero), x[0]->getType());
      return is_signed ? ir.CreateSelect(less(x[0], zero), m_.integer(x[0], -1), positive) : positive;
    }
    case Operation::bitwise_and: return ir.CreateAnd(x[0], x[1]);
    case Operation::bitwise_or: return ir.CreateOr(x[0], x[1]);
    case Operation::bitwise_xor: return ir.CreateXor(x[0], x[1]);
    case Operation::bitwise_not: return ir.CreateNot(x[0]);
    case Operation::left_shift:
    case Operation::right_shift: return shift(operation == Operation::left_shift, is_signed, x[0], x[1]);
    default: return divide_integers(operation, is_signed, x[0], x[1]);
  }
}

llvm::Value* Arithmetic::shift(bool left, bool is_signed, llvm::Value* x, llvm::Value* count) {
  llvm::IRBuilder<>& ir = m_.ir;
  llvm::Value* zero = llvm::Constant::getNullValue(x->getType());
  const std::int64_t width = x->getType()->getScalarSizeInBits();
  llvm::Value* leaves = ir.CreateICmpULT(count, m_.integer(count, width));  // a negative count is a large one
  llvm::Value* safe = ir.CreateSelect(leaves, count, zero);
  if (left) return ir.CreateSelect(leaves, ir.CreateShl(x, safe), zero);
  if (!is_signed) return ir.CreateSelect(leaves, ir.CreateLShr(x, safe), zero);
  return ir.CreateAShr(x, ir.CreateSelect(leaves, count, m_.integer(count, width - 1)));
}

llvm::Value* Arithmetic::divide_integers(Operation operation, bool is_signed, llvm::Value* a, llvm::Value* b) {
  llvm::IRBuilder<>& ir = m_.ir;
  const bool whole = operation == Operation::floor_divide;
  const llvm::APInt* divisor = known(b);
  if (divisor != nullptr && divisor->isPowerOf2() && (!is_signed || divisor->isStrictlyPositive())) {
    if (!whole) return ir.CreateAnd(a, ir.CreateSub(b, m_.integer(b, 1)));
    llvm::Value* shift = m_.integer(b, divisor->logBase2());
    return is_signed ? ir.CreateAShr(a, shift) : ir.CreateLShr(a, shift);
  }
  if (divisor != nullptr && is_signed && divisor->isStrictlyPositive()) {
    llvm::Value* quotient = floor_divide_by_positive(ir, a, b);
    return whole ? quotient : ir.CreateSub(a, ir.CreateMul(quotient, b));
  }
  // The machine traps on 0 and on the most negative number divided by -1.
  llvm::Value* zero = llvm::Constant::getNullValue(a->getType());
  llvm::Value* by_zero = ir.CreateICmpEQ(b, zero);
  llvm::Value* unsafe = by_zero;
  llvm::Value* by_minus_one = nullptr;
  if (is_signed) {
    by_minus_one = ir.CreateICmpEQ(b, m_.integer(b, -1));
    unsafe = ir.CreateOr(unsafe, by_minus_one);
  }
  llvm::Value* safe = ir.CreateSelect(unsafe, m_.integer(b, 1), b);
  llvm::Value* quotient = is_signed ? ir.CreateSDiv(a, safe) : ir.CreateUDiv(a, safe);
  llvm::Value* rest = ir.CreateSub(a, ir.CreateMul(quotient, safe));
  if (is_signed) {
    llvm::Value* other_sign = ir.CreateICmpSLT(ir.CreateXor(rest, safe), zero);
    llvm::Value* correct = ir.CreateAnd(ir.CreateICmpNE(rest, zero), other_sign);
    quotient = ir.CreateAdd(quotient, ir.CreateSExt(correct, quotient->getType()));
    rest = ir.CreateAdd(rest, ir.CreateSelect(correct, safe, zero));
    quotient = ir.CreateSelect(by_minus_one, ir.CreateNeg(a), quotient);
    rest = ir.CreateSelect(by_minus_one, zero, rest);
  }
  return ir.CreateSelect(by_zero, zero, whole ? quotient : rest);
}

// Words are held as integers of 64 bits, whatever stands above their 32: so a product is one instruction that gives both its halves.
std::array<llvm::Value*, 4> Arithmetic::philox(llvm::ArrayRef<llvm::Value*> counter_and_key) {
  llvm::IRBuilder<>& ir = m_.ir;
  unsigned lanes = 1;
  for (const llvm::Value* value : counter_and_key) lanes = std::max(lanes, lanes_of(value));
  llvm::Type* word = with_lanes(ir.getInt32Ty(), lanes);
  llvm::Type* wide = with_lanes(ir.getInt64Ty(), lanes);
  const auto number = [&](std::uint64_t value) { return llvm::ConstantInt::get(wide, value); };
  std::array<llvm::Value*, 6> x{};
  for (std::size_t i = 0; i < 6; ++i) x[i] = ir.CreateZExt(spread(ir, counter_and_key[i], lanes), wide);
  const auto product = [&](llvm::Value* value, std::uint32_t factor) {
    return ir.CreateMul(ir.CreateAnd(value, number(0xffffffff)), number(factor));
  };
  const auto high = [&](llvm::Value* value) { return ir.CreateLShr(value, number(32)); };
  for (std::uint64_t round = 0; round < 10; ++round) {
    llvm::Value* const a = product(x[0], 0xD2511F53);
    llvm::Value* const b = product(x[2], 0xCD9E8D57);
    x[0] = ir.CreateXor(ir.CreateXor(high(b), x[1]), ir.CreateAdd(x[4], number(round * 0x9E3779B9)));
    x[1] = b;
    x[2] = ir.CreateXor(ir.CreateXor(high(a), x[3]), ir.CreateAdd(x[5], number(round * 0xBB67AE85)));
    x[3] = a;
  }
  return {ir.CreateTrunc(x[0], word), ir.CreateTrunc(x[1], word), ir.CreateTrunc(x[2], word), ir.CreateTrunc(x[3], word)};
}

}  // namespace pellucid::inline v0::compiler
