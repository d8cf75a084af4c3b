// The functions of floats. float32's commonest are written out as polynomials, for a call would spill every register around it; the others
// are calls to libmvec, or to functions of ours. All are within 4 units in the last place and right for NaN, infinities and denormals.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include "compiler/llvm/machine/target.hpp"
#include "compiler/llvm/values/values.hpp"

namespace pellucid::inline v0::compiler {

/// Small words to write formulas with, on one element or a vector of them.
class Math {
 public:
  Math(llvm::IRBuilder<>& builder, llvm::Module& module_, const Target& target_) : ir(builder), module(module_), target(target_) {}

  llvm::IRBuilder<>& ir;
  llvm::Module& module;
  const Target& target;

  /// The number in the type of `like`.
  llvm::Value* number(const llvm::Value* like, double value) const { return llvm::ConstantFP::get(like->getType(), value); }
  llvm::Value* integer(const llvm::Value* like, std::int64_t value) const { return llvm::ConstantInt::getSigned(like->getType(), value); }

  llvm::Value* fma(llvm::Value* a, llvm::Value* b, llvm::Value* c);  ///< rounded once, on every machine
  /// Rounded once where the machine can, twice elsewhere: for formulas that are right either way.
  llvm::Value* multiply_add(llvm::Value* a, llvm::Value* b, llvm::Value* c);
  llvm::Value* multiply_add(llvm::Value* a, llvm::Value* b, double c) { return multiply_add(a, b, number(a, c)); }
  llvm::Value* multiply_add(llvm::Value* a, double b, llvm::Value* c) { return multiply_add(a, number(a, b), c); }
  /// Highest power first.
  llvm::Value* polynomial(llvm::Value* x, std::initializer_list<double> coefficients);

  llvm::Value* absolute(llvm::Value* x) { return ir.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x); }
  llvm::Value* with_sign_of(llvm::Value* magnitude, llvm::Value* sign) {
    return ir.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, magnitude, sign);
  }
  llvm::Value* at_least(llvm::Value* x, double bound);  ///< NaN stays NaN
  llvm::Value* at_most(llvm::Value* x, double bound);   ///< NaN stays NaN
  llvm::Value* bits(llvm::Value* x);                    ///< of float32, as i32
  llvm::Value* from_bits(llvm::Value* x);               ///< i32 to float32
};

/// x = n ln 2 + r with |r| <= ln 2 / 2, for |x| < 2^21: n as i32, and p = exp(r) - 1.
struct ReducedExponent {
  llvm::Value* n;
  llvm::Value* p;
};
ReducedExponent reduce_exponent(Math& m, llvm::Value* x);

/// 2^n for -127 < n < 128.
llvm::Value* power_of_two(Math& m, llvm::Value* n);

// float32
llvm::Value* emit_exponential(Math& m, llvm::Value* x);
llvm::Value* emit_expm1(Math& m, llvm::Value* x);
llvm::Value* emit_logarithm(Math& m, llvm::Value* x);
llvm::Value* emit_log1p(Math& m, llvm::Value* x);
llvm::Value* emit_tanh(Math& m, llvm::Value* x);

/// 1 / cosh(x)^2 in float32 and float64; in float32 little more than a division where tanh(x) is computed too. `alive` as below.
llvm::Value* emit_sech_squared(Math& m, llvm::Value* x, llvm::Value* alive);

/// A function of libm by its name for double ("sin", "pow"), on float32 or float64. Lanes that are not `alive` (nullptr: all are) are fed
/// with 1, so that what stands in them takes no slow path.
llvm::Value* call_library(Math& m, const std::string& name, llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* alive);
/// The same of a function of ours that libm lacks ("log_gamma"), the one that the interpreter calls: each lane by itself.
llvm::Value* call_own(Math& m, const std::string& name, llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* alive);

}  // namespace pellucid::inline v0::compiler
