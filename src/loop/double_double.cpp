#include "loop/double_double.hpp"

#include <numbers>

namespace pellucid::inline v0::loop {

namespace {

const DoubleDouble ln2 = {std::numbers::ln2, 0x1.abc9e3b39803fp-56};
constexpr double negligible = 0x1p-108;

// first - first x^2 / ((n + 1) (n + 2)) + ..., until the terms vanish.
DoubleDouble alternating_series(const DoubleDouble& first, const DoubleDouble& x, int n) {
  const DoubleDouble square = x * x;
  DoubleDouble term = first, sum = first;
  for (; std::fabs(term.high) > negligible * std::fabs(sum.high); n += 2) {
    term = -(term * square) / ((n + 1.0) * (n + 2.0));
    sum = sum + term;
  }
  return sum;
}

}  // namespace

DoubleDouble log(const DoubleDouble& x) {
  int exponent = 0;
  if (std::frexp(x.high, &exponent) < std::sqrt(0.5)) --exponent;
  const DoubleDouble m = {std::ldexp(x.high, -exponent), std::ldexp(x.low, -exponent)};  // from sqrt(1/2) to sqrt(2)
  const DoubleDouble s = (m - 1) / (m + 1), square = s * s;
  DoubleDouble power = s, sum = s;
  for (double n = 3; std::fabs(power.high) > negligible; n += 2) {
    power = power * square;
    sum = sum + power / n;
  }
  return sum + sum + ln2 * exponent;
}

DoubleDouble sin(const DoubleDouble& x) { return alternating_series(x, x, 1); }
DoubleDouble cos(const DoubleDouble& x) { return alternating_series(1, x, 0); }

}  // namespace pellucid::inline v0::loop
