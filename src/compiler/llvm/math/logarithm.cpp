// log and log1p: x = 2^k m with m in [sqrt(1/2), sqrt(2)), log x = k ln 2 + log m (the polynomial is that of the Cephes library).
#include "compiler/llvm/math/math.hpp"

namespace pellucid::inline v0::compiler {

namespace {

constexpr double ln2_high = 0.693359375, ln2_low = -2.12194440e-4;

struct Logarithm {
  llvm::Value* high;  // the sum of both, the smaller part apart so that a correction can be added to it
  llvm::Value* low;
};

// Of positive numbers that are finite and not denormal; k gets `more`.
Logarithm split_logarithm(Math& m, llvm::Value* x, llvm::Value* more) {
  constexpr std::int64_t root_half = 0x3f3504f3;
  llvm::Value* shifted = m.bits(x);
  shifted = m.ir.CreateSub(shifted, m.integer(shifted, root_half));
  llvm::Value* exponent = m.ir.CreateAShr(shifted, m.integer(shifted, 23));
  if (more != nullptr) exponent = m.ir.CreateAdd(exponent, more);
  llvm::Value* mantissa = m.ir.CreateAdd(m.ir.CreateAnd(shifted, m.integer(shifted, 0x7fffff)), m.integer(shifted, root_half));
  llvm::Value* f = m.ir.CreateFSub(m.from_bits(mantissa), m.number(x, 1));
  llvm::Value* k = m.ir.CreateSIToFP(exponent, x->getType());
  llvm::Value* square = m.ir.CreateFMul(f, f);
  llvm::Value* p = m.polynomial(f, {7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
                                    2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1});
  llvm::Value* low = m.multiply_add(m.ir.CreateFMul(p, f), square, m.ir.CreateFMul(k, m.number(k, ln2_low)));
  low = m.multiply_add(square, -0.5, low);
  return {m.ir.CreateFAdd(f, low), m.ir.CreateFMul(k, m.number(k, ln2_high))};
}

// What x outside of (0, infinity) gives: NaN and infinity are themselves, 0 is -infinity, less is NaN.
llvm::Value* with_ends(Math& m, llvm::Value* x, llvm::Value* value, llvm::Value* given) {
  const auto infinity = std::numeric_limits<double>::infinity();
  value = m.ir.CreateSelect(m.ir.CreateFCmpOLT(x, m.number(x, infinity)), value, given);
  value = m.ir.CreateSelect(m.ir.CreateFCmpOLT(x, m.number(x, 0)), m.number(x, std::numeric_limits<double>::quiet_NaN()), value);
  return m.ir.CreateSelect(m.ir.CreateFCmpOEQ(x, m.number(x, 0)), m.number(x, -infinity), value);
}

}  // namespace

llvm::Value* emit_logarithm(Math& m, llvm::Value* x) {
  llvm::Value* denormal = m.ir.CreateFCmpOLT(x, m.number(x, 0x1p-126));
  llvm::Value* normal = m.ir.CreateSelect(denormal, m.ir.CreateFMul(x, m.number(x, 0x1p23)), x);
  llvm::Value* like = m.bits(x);
  llvm::Value* more = m.ir.CreateSelect(denormal, m.integer(like, -23), m.integer(like, 0));
  const Logarithm sum = split_logarithm(m, normal, more);
  return with_ends(m, x, m.ir.CreateFAdd(sum.high, sum.low), x);
}

llvm::Value* emit_log1p(Math& m, llvm::Value* x) {
  // log(1 + x) = log u + error / u, where u is 1 + x rounded and error what rounding took.
  llvm::Value* one = m.number(x, 1);
  llvm::Value* u = m.ir.CreateFAdd(x, one);
  llvm::Value* part = m.ir.CreateFSub(u, one);
  llvm::Value* error = m.ir.CreateFAdd(m.ir.CreateFSub(one, m.ir.CreateFSub(u, part)), m.ir.CreateFSub(x, part));
  const Logarithm sum = split_logarithm(m, u, nullptr);
  llvm::Value* value = m.ir.CreateFAdd(m.ir.CreateFAdd(sum.high, m.ir.CreateFDiv(error, u)), sum.low);
  value = with_ends(m, u, value, x);
  return m.ir.CreateSelect(m.ir.CreateFCmpOEQ(x, m.number(x, 0)), x, value);  // -0 stays
}

}  // namespace pellucid::inline v0::compiler
