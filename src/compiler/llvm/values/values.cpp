#include "compiler/llvm/values/values.hpp"

namespace pellucid::inline v0::compiler {

llvm::Type* stored_type(DType dtype, llvm::LLVMContext& context) {
  if (dtype == DType::float32) return llvm::Type::getFloatTy(context);
  if (dtype == DType::float64) return llvm::Type::getDoubleTy(context);
  return llvm::IntegerType::get(context, static_cast<unsigned>(8 * size_of(dtype)));
}

llvm::Type* held_type(DType dtype, llvm::LLVMContext& context) {
  return dtype == DType::boolean ? llvm::Type::getInt1Ty(context) : stored_type(dtype, context);
}

llvm::Constant* sequence(llvm::LLVMContext& context, unsigned bits, unsigned lanes, std::int64_t first, std::int64_t step) {
  llvm::SmallVector<llvm::Constant*, 16> numbers;
  for (unsigned lane = 0; lane < lanes; ++lane) {
    numbers.push_back(llvm::ConstantInt::getSigned(llvm::IntegerType::get(context, bits), first + step * static_cast<std::int64_t>(lane)));
  }
  return llvm::ConstantVector::get(numbers);
}

llvm::Constant* first_lanes(llvm::LLVMContext& context, unsigned lanes, unsigned alive) {
  llvm::SmallVector<llvm::Constant*, 16> bits;
  for (unsigned lane = 0; lane < lanes; ++lane) bits.push_back(llvm::ConstantInt::getBool(context, lane < alive));
  return llvm::ConstantVector::get(bits);
}

}  // namespace pellucid::inline v0::compiler
