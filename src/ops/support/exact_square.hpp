// Products with what their rounding took: exp(v) multiplies an error of v by v. Of float32 and float64; not to be differentiated.
#pragma once

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

/// x = high + low, of half the digits each, so that products of them are exact, for |x| below 1e15 (Veltkamp 1968, Dekker 1971).
struct Split {
  Variable high, low;
  explicit Split(const Variable& x) {
    const Variable shifted = x * (x.dtype() == DType::float64 ? 0x1p27 + 1 : 0x1p12 + 1);
    high = shifted - (shifted - x);
    low = x - high;
  }
};

/// A number and a small one beside it, which their sum would lose.
struct Exact {
  Variable value, error;

  /// A number of more digits than the dtype has: `rest` are those that float64 has not.
  static Exact number(double value, double rest, DType dtype) {
    const double held = dtype == DType::float64 ? value : static_cast<double>(static_cast<float>(value));
    return {constant(held, dtype), constant((value - held) + rest, dtype)};
  }
  friend Exact operator*(const Exact& a, const Exact& b) {
    const Split x(a.value), y(b.value);
    const Variable product = a.value * b.value;
    const Variable lost = ((x.high * y.high - product) + x.high * y.low + x.low * y.high) + x.low * y.low;
    return {product, lost + (a.value * b.error + a.error * b.value)};
  }
  friend Exact operator+(const Exact& a, const Exact& b) {
    const Variable sum = a.value + b.value, of_b = sum - a.value;
    return {sum, (a.value - (sum - of_b)) + (b.value - of_b) + (a.error + b.error)};
  }
};

/// x^2 = square + error.
struct ExactSquare {
  Variable square, error;
  explicit ExactSquare(const Variable& x) : square(x * x), high_(Split(x).high) {
    rest_ = (x - high_) * (x + high_);
    error = (high_ * high_ - square) + rest_;
  }
  /// this - other / 2, rounded once, of squares that are nearly in that relation.
  Variable less_half(const ExactSquare& other) const {
    return (high_ * high_ - 0.5 * (other.high_ * other.high_)) + (rest_ - 0.5 * other.rest_);
  }

 private:
  Variable high_, rest_;
};

}  // namespace pellucid::inline v0
