// Conversions. Float to integer truncates and saturates, NaN gives 0.
#include "compiler/llvm/values/arithmetic.hpp"

namespace pellucid::inline v0::compiler {

llvm::Value* Arithmetic::cast(llvm::Value* value, DType from, DType to) {
  if (from == to) return value;
  if (is_half(from)) return cast(widen_half(value, from), DType::float32, to);
  if (is_half(to)) return narrow_to_half(cast(value, from, DType::float32), to);
  llvm::IRBuilder<>& ir = m_.ir;
  llvm::Type* type = with_lanes(held_type(to, context()), lanes_of(value));
  if (is_floating(from)) {
    if (to == DType::boolean) return ir.CreateFCmpUNE(value, m_.number(value, 0));
    if (is_floating(to)) return ir.CreateFPCast(value, type);
    return ir.CreateIntrinsic(is_signed(to) ? llvm::Intrinsic::fptosi_sat : llvm::Intrinsic::fptoui_sat, {type, value->getType()}, {value});
  }
  if (to == DType::boolean) return ir.CreateICmpNE(value, m_.integer(value, 0));
  if (is_floating(to)) return is_signed(from) ? ir.CreateSIToFP(value, type) : ir.CreateUIToFP(value, type);
  return ir.CreateIntCast(value, type, is_signed(from));
}

llvm::Value* Arithmetic::widen_half(llvm::Value* value, DType from) {
  llvm::IRBuilder<>& ir = m_.ir;
  const unsigned lanes = lanes_of(value);
  llvm::Type* word = with_lanes(ir.getInt32Ty(), lanes);
  if (from == DType::bfloat16) return m_.from_bits(ir.CreateShl(ir.CreateZExt(value, word), llvm::ConstantInt::get(word, 16)));
  if (m_.target.half) return ir.CreateFPExt(ir.CreateBitCast(value, with_lanes(ir.getHalfTy(), lanes)), with_lanes(ir.getFloatTy(), lanes));
  const auto number = [&](std::uint32_t n) { return llvm::ConstantInt::get(word, n); };
  llvm::Value* bits = ir.CreateZExt(value, word);
  llvm::Value* sign = ir.CreateShl(ir.CreateAnd(bits, number(0x8000)), number(16));
  // The exponent is moved by a multiplication, which takes denormals along; infinity and NaN get the exponent they have in float32.
  llvm::Value* moved = ir.CreateShl(ir.CreateAnd(bits, number(0x7fff)), number(13));
  llvm::Value* magnitude = m_.bits(ir.CreateFMul(m_.from_bits(moved), llvm::ConstantFP::get(with_lanes(ir.getFloatTy(), lanes), 0x1p112)));
  llvm::Value* special = ir.CreateICmpUGE(moved, number(0x0f800000));
  magnitude = ir.CreateSelect(special, ir.CreateOr(moved, number(0x7f800000)), magnitude);
  return m_.from_bits(ir.CreateOr(magnitude, sign));
}

llvm::Value* Arithmetic::narrow_to_half(llvm::Value* value, DType to) {
  llvm::IRBuilder<>& ir = m_.ir;
  const unsigned lanes = lanes_of(value);
  llvm::Type* half = with_lanes(ir.getInt16Ty(), lanes);
  if (to == DType::float16 && m_.target.half) return ir.CreateBitCast(ir.CreateFPTrunc(value, with_lanes(ir.getHalfTy(), lanes)), half);
  llvm::Value* bits = m_.bits(value);
  const auto number = [&](std::uint32_t n) { return llvm::ConstantInt::get(bits->getType(), n); };
  llvm::Value* nan = ir.CreateFCmpUNO(value, value);
  if (to == DType::bfloat16) {  // to nearest even; NaN stays NaN
    llvm::Value* odd = ir.CreateAnd(ir.CreateLShr(bits, number(16)), number(1));
    llvm::Value* rounded = ir.CreateLShr(ir.CreateAdd(ir.CreateAdd(bits, number(0x7fff)), odd), number(16));
    return ir.CreateTrunc(ir.CreateSelect(nan, ir.CreateOr(ir.CreateLShr(bits, number(16)), number(0x40)), rounded), half);
  }
  llvm::Value* sign = ir.CreateAnd(ir.CreateLShr(bits, number(16)), number(0x8000));
  llvm::Value* magnitude = ir.CreateAnd(bits, number(0x7fffffff));
  llvm::Value* odd = ir.CreateAnd(ir.CreateLShr(magnitude, number(13)), number(1));
  llvm::Value* normal =
      ir.CreateLShr(ir.CreateSub(ir.CreateAdd(ir.CreateAdd(magnitude, number(0xfff)), odd), number(0x38000000)), number(13));
  // Denormal: the addition of 1/2 rounds.
  llvm::Value* shifted = m_.bits(ir.CreateFAdd(m_.from_bits(magnitude), llvm::ConstantFP::get(value->getType(), 0.5)));
  llvm::Value* result = ir.CreateSelect(ir.CreateICmpULT(magnitude, number(0x38800000)), ir.CreateSub(shifted, number(0x3f000000)), normal);
  result = ir.CreateSelect(ir.CreateICmpUGE(magnitude, number(0x477ff000)), number(0x7c00), result);
  llvm::Value* payload = ir.CreateOr(number(0x7e00), ir.CreateAnd(ir.CreateLShr(magnitude, number(13)), number(0x1ff)));
  result = ir.CreateSelect(nan, payload, result);
  return ir.CreateTrunc(ir.CreateOr(result, sign), half);
}

}  // namespace pellucid::inline v0::compiler
