// How elements of the loop language are held in machine code: one of them, or as many as a vector has lanes.
#pragma once

#include <cstdint>

#include <llvm/IR/IRBuilder.h>

#include <pellucid/dtype.hpp>

namespace pellucid::inline v0::compiler {

/// In a register: bool is i1; float16 and bfloat16 are their bits (i16), for want of arithmetic on every machine.
llvm::Type* held_type(DType dtype, llvm::LLVMContext& context);

/// In memory: as held, but bool is a byte.
llvm::Type* stored_type(DType dtype, llvm::LLVMContext& context);

inline unsigned lanes_of(const llvm::Type* type) {
  const auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type);
  return vector == nullptr ? 1 : vector->getNumElements();
}
inline unsigned lanes_of(const llvm::Value* value) { return lanes_of(value->getType()); }

inline llvm::Type* with_lanes(llvm::Type* type, unsigned lanes) { return lanes == 1 ? type : llvm::FixedVectorType::get(type, lanes); }

/// The value in every lane; a vector stays what it is.
inline llvm::Value* spread(llvm::IRBuilder<>& ir, llvm::Value* value, unsigned lanes) {
  return lanes == 1 || lanes_of(value) == lanes ? value : ir.CreateVectorSplat(lanes, value);
}

/// first, first + step, first + 2 step, ...
llvm::Constant* sequence(llvm::LLVMContext& context, unsigned bits, unsigned lanes, std::int64_t first, std::int64_t step);

/// A constant mask of the first `alive` lanes.
llvm::Constant* first_lanes(llvm::LLVMContext& context, unsigned lanes, unsigned alive);

inline bool is_half(DType dtype) { return dtype == DType::float16 || dtype == DType::bfloat16; }

}  // namespace pellucid::inline v0::compiler
