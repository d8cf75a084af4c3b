// The operations of the loop language on values in registers, one element or a vector alike.
#pragma once

#include <array>

#include "compiler/llvm/math/math.hpp"
#include "loop/expression.hpp"
#include "loop/summation.hpp"

namespace pellucid::inline v0::compiler {

class Arithmetic {
 public:
  Arithmetic(llvm::IRBuilder<>& ir, llvm::Module& module, const Target& target) : m_(ir, module, target) {}

  llvm::Value* constant(const loop::ExpressionNode& node);

  /// Arithmetic, functions, comparisons and logic; `dtype` is that of the arguments. `alive`: lanes whose result is used, nullptr for all.
  llvm::Value* apply(loop::Operation operation, DType dtype, llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* alive = nullptr);

  llvm::Value* cast(llvm::Value* value, DType from, DType to);

  llvm::Value* neutral(loop::Reduction reduction, DType dtype);
  llvm::Value* accumulate(loop::Reduction reduction, DType dtype, llvm::Value* so_far, llvm::Value* next);
  /// so_far + a b, fused where the machine can.
  llvm::Value* accumulate_product(llvm::Value* so_far, llvm::Value* a, llvm::Value* b) { return m_.multiply_add(a, b, so_far); }

  /// a + b, and what its rounding cuts off (loop/summation.hpp): floats.
  loop::Rounded<llvm::Value*> add_exactly(llvm::Value* a, llvm::Value* b);
  llvm::Value* with_rest(llvm::Value* sum, llvm::Value* rest);

  /// The four words of a block: counter (0..3) and key (4, 5).
  std::array<llvm::Value*, 4> philox(llvm::ArrayRef<llvm::Value*> counter_and_key);

  llvm::LLVMContext& context() { return m_.module.getContext(); }

 private:
  llvm::Value* of_floats(loop::Operation operation, llvm::ArrayRef<llvm::Value*> x, llvm::Value* alive);
  llvm::Value* function_of(loop::Operation operation, llvm::Value* x, llvm::Value* alive);
  llvm::Value* power(llvm::Value* base, llvm::Value* exponent, llvm::Value* alive);
  llvm::Value* modulo(llvm::Value* dividend, llvm::Value* divisor, llvm::Value* alive);
  llvm::Value* smaller_or_larger(bool larger, llvm::Value* a, llvm::Value* b);
  llvm::Value* of_integers(loop::Operation operation, bool is_signed, llvm::ArrayRef<llvm::Value*> x);
  llvm::Value* shift(bool left, bool is_signed, llvm::Value* x, llvm::Value* count);
  llvm::Value* divide_integers(loop::Operation operation, bool is_signed, llvm::Value* a, llvm::Value* b);
  llvm::Value* compare(loop::Operation operation, DType dtype, llvm::Value* a, llvm::Value* b);
  llvm::Value* widen_half(llvm::Value* value, DType from);
  llvm::Value* narrow_to_half(llvm::Value* value, DType to);

  Math m_;
};

}  // namespace pellucid::inline v0::compiler
