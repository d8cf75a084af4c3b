// Numbers of twice the precision of double: the unevaluated sum of two, about 32 digits. For functions whose value is a small difference of
// large terms. T. J. Dekker 1971, "A floating-point technique for extending the available precision"; each operation is right to 2^-102.
#pragma once

#include <cmath>

namespace pellucid::inline v0::loop {

struct DoubleDouble {
  double high = 0, low = 0;  // |low| is at most half a unit in the last place of `high`
  DoubleDouble() = default;
  DoubleDouble(double value) : high(value) {}  // NOLINT(google-explicit-constructor): a double is one
  DoubleDouble(double high_part, double low_part) : high(high_part), low(low_part) {}
  explicit operator double() const { return high; }
};

/// a + b exactly, for |a| >= |b|.
inline DoubleDouble sum_of_ordered(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

inline DoubleDouble operator-(const DoubleDouble& x) { return {-x.high, -x.low}; }

inline DoubleDouble operator+(const DoubleDouble& x, const DoubleDouble& y) {
  const double sum = x.high + y.high, part = sum - x.high;
  const double error = (x.high - (sum - part)) + (y.high - part);
  const double low = x.low + y.low, low_part = low - x.low;
  const double low_error = (x.low - (low - low_part)) + (y.low - low_part);
  const DoubleDouble first = sum_of_ordered(sum, error + low);
  return sum_of_ordered(first.high, first.low + low_error);
}
inline DoubleDouble operator-(const DoubleDouble& x, const DoubleDouble& y) { return x + -y; }

inline DoubleDouble operator*(const DoubleDouble& x, const DoubleDouble& y) {
  const double product = x.high * y.high;
  return sum_of_ordered(product, std::fma(x.high, y.high, -product) + (x.high * y.low + x.low * y.high));
}

inline DoubleDouble operator*(const DoubleDouble& x, double y) {
  const double product = x.high * y;
  return sum_of_ordered(product, std::fma(x.high, y, -product) + x.low * y);
}

inline DoubleDouble operator/(const DoubleDouble& x, double y) {
  const double quotient = x.high / y;
  return sum_of_ordered(quotient, (std::fma(-quotient, y, x.high) + x.low) / y);
}
inline DoubleDouble operator/(const DoubleDouble& x, const DoubleDouble& y) {
  const double quotient = x.high / y.high;
  const DoubleDouble rest = x - DoubleDouble(quotient) * y;
  const double second = rest.high / y.high;
  const DoubleDouble last = rest - DoubleDouble(second) * y;
  return sum_of_ordered(quotient, second) + DoubleDouble(last.high / y.high);
}

/// The natural logarithm of a positive number: of m by 2 atanh((m - 1) / (m + 1)), and of a power of two.
DoubleDouble log(const DoubleDouble& x);
/// sin(x) and cos(x) by their series, for |x| <= 2.
DoubleDouble sin(const DoubleDouble& x);
DoubleDouble cos(const DoubleDouble& x);

}  // namespace pellucid::inline v0::loop
