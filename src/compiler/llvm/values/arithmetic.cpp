#include "compiler/llvm/values/arithmetic.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include <llvm/IR/Constants.h>

namespace pellucid::inline v0::compiler {

using loop::Operation;

namespace {

// The number in all lanes, when it is a constant.
std::optional<double> known(const llvm::Value* value) {
  const auto* constant = llvm::dyn_cast<llvm::Constant>(value);
  if (constant != nullptr && constant->getType()->isVectorTy()) constant = constant->getSplatValue();
  const auto* number = llvm::dyn_cast_or_null<llvm::ConstantFP>(constant);
  if (number == nullptr) return std::nullopt;
  return number->getType()->isFloatTy() ? static_cast<double>(number->getValueAPF().convertToFloat())
                                        : number->getValueAPF().convertToDouble();
}

}  // namespace

llvm::Value* Arithmetic::constant(const loop::ExpressionNode& node) {
  llvm::Type* type = held_type(node.dtype, context());
  if (is_half(node.dtype)) return narrow_to_half(llvm::ConstantFP::get(m_.ir.getFloatTy(), node.real), node.dtype);
  if (is_floating(node.dtype))
    return llvm::ConstantFP::get(type, node.dtype == DType::float32 ? static_cast<double>(static_cast<float>(node.real)) : node.real);
  return llvm::ConstantInt::getSigned(type, node.integer);
}

llvm::Value* Arithmetic::apply(Operation operation, DType dtype, llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* alive) {
  unsigned lanes = 1;
  for (const llvm::Value* argument : arguments) lanes = std::max(lanes, lanes_of(argument));
  llvm::SmallVector<llvm::Value*, 3> x;
  for (llvm::Value* argument : arguments) x.push_back(spread(m_.ir, argument, lanes));

  const bool comparison = Operation::less <= operation && operation <= Operation::not_equal;
  if (is_half(dtype) && operation != Operation::select) {  // computed as float32, each result rounded
    for (llvm::Value*& argument : x) argument = widen_half(argument, dtype);
    llvm::Value* result = apply(operation, DType::float32, x, alive);
    return comparison ? result : narrow_to_half(result, dtype);
  }
  switch (operation) {
    case Operation::select: return m_.ir.CreateSelect(x[0], x[1], x[2]);
    case Operation::logical_and: return m_.ir.CreateAnd(x[0], x[1]);
    case Operation::logical_or: return m_.ir.CreateOr(x[0], x[1]);
    case Operation::logical_not: return m_.ir.CreateNot(x[0]);
    default: break;
  }
  if (comparison) return compare(operation, dtype, x[0], x[1]);
  return is_floating(dtype) ? of_floats(operation, x, alive) : of_integers(operation, is_signed(dtype), x);
}

llvm::Value* Arithmetic::compare(Operation operation, DType dtype, llvm::Value* a, llvm::Value* b) {
  using P = llvm::CmpInst::Predicate;
  const bool floats = is_floating(dtype), sign = is_signed(dtype);
  switch (operation) {
    case Operation::less: return m_.ir.CreateCmp(floats ? P::FCMP_OLT : sign ? P::ICMP_SLT : P::ICMP_ULT, a, b);
    case Operation::less_equal: return m_.ir.CreateCmp(floats ? P::FCMP_OLE : sign ? P::ICMP_SLE : P::ICMP_ULE, a, b);
    case Operation::equal: return m_.ir.CreateCmp(floats ? P::FCMP_OEQ : P::ICMP_EQ, a, b);
    default: return m_.ir.CreateCmp(floats ? P::FCMP_UNE : P::ICMP_NE, a, b);
  }
}

llvm::Value* Arithmetic::smaller_or_larger(bool larger, llvm::Value* a, llvm::Value* b) {
  // The machine's maximum gives its second argument when either is NaN: right when only that one can be NaN.
  if (known(b)) std::swap(a, b);
  const auto first = known(a);
  llvm::Value* chosen = m_.ir.CreateSelect(larger ? m_.ir.CreateFCmpOGT(a, b) : m_.ir.CreateFCmpOLT(a, b), a, b);
  if (first && *first == *first) return chosen;
  return m_.ir.CreateSelect(m_.ir.CreateFCmpUNO(a, a), a, chosen);
}

llvm::Value* Arithmetic::power(llvm::Value* base, llvm::Value* exponent, llvm::Value* alive) {
  const auto constant = known(exponent);
  if (constant == 1) return base;
  if (constant == 2) return m_.ir.CreateFMul(base, base);
  if (constant == 3) return m_.ir.CreateFMul(m_.ir.CreateFMul(base, base), base);
  if (constant == -1) return m_.ir.CreateFDiv(m_.number(base, 1), base);
  return call_library(m_, "pow", {base, exponent}, alive);
}

// fmod is exact and has the sign of the dividend; the rest has that of the divisor.
llvm::Value* Arithmetic::modulo(llvm::Value* dividend, llvm::Value* divisor, llvm::Value* alive) {
  llvm::IRBuilder<>& ir = m_.ir;
  llvm::Value* rest = call_library(m_, "fmod", {dividend, divisor}, alive);
  llvm::Value* zero = m_.number(rest, 0);
  llvm::Value* is_other_sign = ir.CreateXor(ir.CreateFCmpOLT(rest, zero), ir.CreateFCmpOLT(divisor, zero));
  llvm::Value* of_sign = ir.CreateSelect(is_other_sign, ir.CreateFAdd(rest, divisor), rest);
  return ir.CreateSelect(ir.CreateFCmpOEQ(rest, zero), m_.with_sign_of(rest, divisor), of_sign);
}

llvm::Value* Arithmetic::of_floats(Operation operation, llvm::ArrayRef<llvm::Value*> x, llvm::Value* alive) {
  llvm::IRBuilder<>& ir = m_.ir;
  const auto rounded_down = [&](llvm::Value* value) { return ir.CreateUnaryIntrinsic(llvm::Intrinsic::floor, value); };
  switch (operation) {
    case Operation::add: return ir.CreateFAdd(x[0], x[1]);
    case Operation::subtract: return ir.CreateFSub(x[0], x[1]);
    case Operation::multiply: return ir.CreateFMul(x[0], x[1]);
    case Operation::divide: return ir.CreateFDiv(x[0], x[1]);
    case Operation::floor_divide: return rounded_down(ir.CreateFDiv(x[0], x[1]));
    case Operation::modulo: return modulo(x[0], x[1], alive);
    case Operation::minimum: return smaller_or_larger(false, x[0], x[1]);
    case Operation::maximum: return smaller_or_larger(true, x[0], x[1]);
    case Operation::power: return power(x[0], x[1], alive);
    case Operation::flow_product: {
      llvm::Value* zero = m_.number(x[0], 0);
      llvm::Value* counts = ir.CreateAnd(ir.CreateFCmpUNE(x[0], zero), ir.CreateFCmpUNE(x[1], zero));
      return ir.CreateSelect(counts, ir.CreateFMul(x[0], x[1]), zero);
    }
    case Operation::polygamma: return call_own(m_, "polygamma", x, alive);
    case Operation::fma: return m_.fma(x[0], x[1], x[2]);
    case Operation::negate: return ir.CreateFNeg(x[0]);
    case Operation::absolute: return m_.absolute(x[0]);
    case Operation::sign: {
      llvm::Value* zero = m_.number(x[0], 0);
      llvm::Value* rest = ir.CreateFAdd(x[0], zero);  // NaN or 0, and 0 for -0
      rest = ir.CreateSelect(ir.CreateFCmpOLT(x[0], zero), m_.number(x[0], -1), rest);
      return ir.CreateSelect(ir.CreateFCmpOGT(x[0], zero), m_.number(x[0], 1), rest);
    }
    default: return function_of(operation, x[0], alive);
  }
}

llvm::Value* Arithmetic::function_of(Operation operation, llvm::Value* x, llvm::Value* alive) {
  const auto exact = [&](llvm::Intrinsic::ID id) { return m_.ir.CreateUnaryIntrinsic(id, x); };
  switch (operation) {
    case Operation::square_root: return exact(llvm::Intrinsic::sqrt);
    case Operation::floor: return exact(llvm::Intrinsic::floor);
    case Operation::ceil: return exact(llvm::Intrinsic::ceil);
    case Operation::round: return exact(llvm::Intrinsic::roundeven);
    default: break;
  }
  const bool inline_form = x->getType()->getScalarType()->isFloatTy();
  switch (operation) {
    case Operation::exponential: return inline_form ? emit_exponential(m_, x) : call_library(m_, "exp", {x}, alive);
    case Operation::expm1: return inline_form ? emit_expm1(m_, x) : call_library(m_, "expm1", {x}, alive);
    case Operation::logarithm: return inline_form ? emit_logarithm(m_, x) : call_library(m_, "log", {x}, alive);
    case Operation::log1p: return inline_form ? emit_log1p(m_, x) : call_library(m_, "log1p", {x}, alive);
    case Operation::tanh: return inline_form ? emit_tanh(m_, x) : call_library(m_, "tanh", {x}, alive);
    case Operation::sech_squared: return emit_sech_squared(m_, x, alive);
    case Operation::sine: return call_library(m_, "sin", {x}, alive);
    case Operation::cosine: return call_library(m_, "cos", {x}, alive);
    case Operation::log_gamma: return call_own(m_, "log_gamma", {x}, alive);
    case Operation::tangent: return call_library(m_, "tan", {x}, alive);
    case Operation::erf: return call_library(m_, "erf", {x}, alive);
    default: return call_library(m_, "erfc", {x}, alive);
  }
}

loop::Rounded<llvm::Value*> Arithmetic::add_exactly(llvm::Value* a, llvm::Value* b) {
  llvm::IRBuilder<>& ir = m_.ir;
  llvm::Value* sum = ir.CreateFAdd(a, b);
  llvm::Value* second = ir.CreateFSub(sum, a);
  llvm::Value* rest_of_a = ir.CreateFSub(a, ir.CreateFSub(sum, second));
  return {sum, ir.CreateFAdd(rest_of_a, ir.CreateFSub(b, second))};
}

llvm::Value* Arithmetic::with_rest(llvm::Value* sum, llvm::Value* rest) {
  return m_.ir.CreateSelect(m_.ir.CreateFCmpORD(rest, rest), m_.ir.CreateFAdd(sum, rest), sum);
}

llvm::Value* Arithmetic::neutral(loop::Reduction reduction, DType dtype) { return constant(*loop::neutral(reduction, dtype)); }

llvm::Value* Arithmetic::accumulate(loop::Reduction reduction, DType dtype, llvm::Value* so_far, llvm::Value* next) {
  switch (reduction) {
    case loop::Reduction::sum: return apply(Operation::add, dtype, {so_far, next});
    case loop::Reduction::product: return apply(Operation::multiply, dtype, {so_far, next});
    case loop::Reduction::minimum:
      return dtype == DType::boolean ? m_.ir.CreateAnd(so_far, next) : apply(Operation::minimum, dtype, {so_far, next});
    default: return dtype == DType::boolean ? m_.ir.CreateOr(so_far, next) : apply(Operation::maximum, dtype, {so_far, next});
  }
}

}  // namespace pellucid::inline v0::compiler
