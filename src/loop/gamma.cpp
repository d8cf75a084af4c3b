// Recurrence to a large argument, where the asymptotic series holds; reflection of negative ones (Abramowitz and Stegun 1964, 6.1 to 6.4).
// Near its zeros the value is a small difference of large terms, so that all is computed in twice the precision asked for.
#include "loop/gamma.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "loop/double_double.hpp"

namespace pellucid::inline v0::loop {

namespace {

using std::cos, std::log, std::sin;  // beside those of DoubleDouble

constexpr double infinity = std::numeric_limits<double>::infinity(), nan_ = std::numeric_limits<double>::quiet_NaN();
constexpr double large = 20;  // from here on the series below is right to 2^-110

struct Fraction {
  double numerator, denominator;
};
// Bernoulli's numbers B_2, B_4, ...: each part is a double exactly.
constexpr std::array<Fraction, 17> bernoulli = {{{1, 6},
                                                 {-1, 30},
                                                 {1, 42},
                                                 {-1, 30},
                                                 {5, 66},
                                                 {-691, 2730},
                                                 {7, 6},
                                                 {-3617, 510},
                                                 {43867, 798},
                                                 {-174611, 330},
                                                 {854513, 138},
                                                 {-236364091, 2730},
                                                 {8553103, 6},
                                                 {-23749461029, 870},
                                                 {8615841276005, 14322},
                                                 {-7709321041217, 510},
                                                 {2577687858367, 6}}};

// Both working precisions, by one set of names.
struct Constants {
  DoubleDouble pi = {std::numbers::pi, 0x1.1a62633145c07p-53};
  DoubleDouble half_log_two_pi = {0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55};
};
template <class W>
W narrowed(const DoubleDouble& x) {
  if constexpr (sizeof(W) == sizeof(double)) return x.high;
  else return x;
}

template <class W>
W power(W base, int exponent) {
  W result = 1;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 != 0) result = result * base;
    base = base * base;
  }
  return result;
}

bool is_pole(double x) { return x <= 0 && std::floor(x) == x; }

// How far x is from the nearest integer; exact.
double distance_to_integer(double x) { return x - std::nearbyint(x); }

// x at 1 + e, or at 2 + e, where the function is zero: the Taylor series, whose coefficients are (-1)^k zeta(k) / k and, at 2,
// (-1)^k (zeta(k) - 1) / k.
constexpr double close_to_zero = 0x1p-7;
double log_gamma_at_one(double e) {
  return e * (-std::numbers::egamma +
              e * (0.8224670334241132 +
                   e * (-0.40068563438653143 +
                        e * (0.27058080842778454 + e * (-0.20738555102867398 +
                                                        e * (0.1695571769974082 + e * (-0.1440498967688461 + e * 0.12550966952474304)))))));
}
double log_gamma_at_two(double e) {
  return e * (0x1.b0ee6072093cep-2 +
              e * (0.3224670334241132 +
                   e * (-0.0673523010531981 +
                        e * (0.020580808427784546 +
                             e * (-0.007385551028673986 +
                                  e * (0.0028905103307415234 + e * (-0.001192753911703261 + e * 0.0005096695247430425)))))));
}

// Stirling's series, for y >= large: (y - 1/2) (log y - 1) - 1/2 + log(2 pi) / 2 + the sum of B_2k / (2k (2k - 1) y^(2k - 1)).
template <class W>
W stirling(const W& y) {
  const W inverse = W(1) / y, square = inverse * inverse;
  W sum = (y - W(0.5)) * (log(y) - W(1)) + (narrowed<W>(Constants().half_log_two_pi) - W(0.5));
  W term = inverse;
  for (std::size_t k = 1; k <= bernoulli.size(); ++k, term = term * square) {
    const double even = 2 * static_cast<double>(k);
    sum = sum + term * bernoulli[k - 1].numerator / (bernoulli[k - 1].denominator * even * (even - 1));
  }
  return sum;
}

template <class W>
W log_gamma_of_positive(W x) {
  W product = 1;  // gamma(x) = gamma(x + n) / (x (x + 1) ... (x + n - 1))
  for (; double(x) < large; x = x + W(1)) product = product * x;
  return stirling(x) - log(product);
}

template <class W>
double log_gamma_in(double x) {
  if (x > 0) return double(log_gamma_of_positive(W(x)));
  // gamma(x) gamma(1 - x) = pi / sin(pi x)
  const W pi = narrowed<W>(Constants().pi);
  return double(log(pi / sin(pi * W(std::fabs(distance_to_integer(x))))) - log_gamma_of_positive(W(1) - W(x)));
}

template <class W>
double log_gamma_by(double x) {
  if (std::isnan(x)) return x;
  if (std::isinf(x) || is_pole(x) || x > 2.6e305) return infinity;
  if (std::fabs(x) < 0x1p-60) return -std::log(std::fabs(x));  // gamma(x) = 1 / x - 0.58 + ...
  if (std::fabs(x - 1) <= close_to_zero) return log_gamma_at_one(x - 1);
  if (std::fabs(x - 2) <= close_to_zero) return log_gamma_at_two(x - 2);
  return log_gamma_in<W>(x);
}

// (-1)^(n + 1) polygamma(n, y), for y >= large + n: (n - 1)! / y^n + n! / (2 y^(n + 1)) + the sum of B_2k (2k + n - 1)! / ((2k)! y^(2k + n)),
// with -log y in the place of the first term for n = 0.
template <class W>
W asymptotic_polygamma(int n, const W& y) {
  const W inverse = W(1) / y, square = inverse * inverse;
  W leading = 1;  // (n - 1)! / y^n
  for (int i = 1; i <= n; ++i) leading = leading * inverse * (i > 1 ? i - 1.0 : 1.0);
  const W next = n == 0 ? inverse : leading * inverse * static_cast<double>(n);  // n! / y^(n + 1)
  W sum = (n == 0 ? -log(y) : leading) + next * 0.5;
  W term = next * inverse * (0.5 * (n + 1));  // (2k + n - 1)! / ((2k)! y^(2k + n)) at k = 1
  for (std::size_t k = 1; k <= bernoulli.size(); ++k) {
    sum = sum + term * bernoulli[k - 1].numerator / bernoulli[k - 1].denominator;
    const double even = 2 * static_cast<double>(k);
    term = term * square * ((even + n) * (even + n + 1)) / ((even + 1) * (even + 2));
  }
  return sum;
}

template <class W>
W factorial(int n) {
  W product = 1;
  for (int i = 2; i <= n; ++i) product = product * static_cast<double>(i);
  return product;
}

// (-1)^(n + 1) polygamma(n, x) for x > 0: n! / x^(n + 1) + the same at x + 1.
template <class W>
W polygamma_of_positive(int n, W x) {
  W sum = 0;
  for (; double(x) < large + n; x = x + W(1)) sum = sum + power(W(1) / x, n + 1);
  return factorial<W>(n) * sum + asymptotic_polygamma(n, x);
}

// (-1)^n times the derivative of that order of cot, at a point where cot is c: a polynomial of c without a negative coefficient, since the
// derivative of a polynomial P(cot t) is -(1 + c^2) P'(c).
template <class W>
W cotangent_derivative(int n, const W& c) {
  std::array<W, highest_order + 2> coefficients = {};
  coefficients[1] = 1;
  const auto degree = static_cast<std::size_t>(n) + 1;
  for (std::size_t i = 1; i < degree; ++i) {
    std::array<W, highest_order + 2> next = {};
    for (std::size_t k = 1; k <= i; ++k) {
      const W slope = coefficients[k] * static_cast<double>(k);
      next[k - 1] = next[k - 1] + slope;
      next[k + 1] = next[k + 1] + slope;
    }
    coefficients = next;
  }
  W value = 0;
  for (std::size_t k = degree + 1; k-- > 0;) value = value * c + coefficients[k];
  return value;
}

// cot(pi x), right in its last digit beside the halves too, where it is 0.
template <class W>
W cotangent(double x) {
  const double r = distance_to_integer(x), to_half = std::copysign(0.5 - std::fabs(r), r);
  const W pi = narrowed<W>(Constants().pi), near = pi * W(r), far = pi * W(to_half);
  return std::fabs(r) <= 0.25 ? cos(near) / sin(near) : sin(far) / cos(far);
}

template <class W>
double polygamma_in(int n, double x) {
  const double sign = n % 2 == 0 ? -1 : 1;
  if (x > 0) return sign * double(polygamma_of_positive(n, W(x)));
  // (-1)^n polygamma(n, 1 - x) - polygamma(n, x) = pi times the derivative of order n of cot(pi x)
  const W reflected = power(narrowed<W>(Constants().pi), n + 1) * cotangent_derivative(n, cotangent<W>(x));
  return double(W(sign) * reflected - polygamma_of_positive(n, W(1) - W(x)));
}

template <class W>
double polygamma_by(double order, double x) {
  if (!(order >= 0 && order <= highest_order) || std::floor(order) != order) return nan_;
  const int n = static_cast<int>(order);
  const bool is_even = n % 2 == 0;
  if (std::isnan(x) || (x < 0 && std::isinf(x))) return nan_;
  if (std::isinf(x)) return n == 0 ? infinity : is_even ? -0.0 : 0.0;
  if (x == 0) return is_even ? -std::copysign(infinity, x) : infinity;
  if (is_pole(x)) return is_even ? nan_ : infinity;
  const double value = polygamma_in<W>(n, x);
  if (std::isfinite(value)) return value;
  return is_even ? -std::copysign(infinity, x > 0 ? x : distance_to_integer(x)) : infinity;  // too near to a pole
}

}  // namespace

double log_gamma(double x) { return log_gamma_by<DoubleDouble>(x); }
float log_gamma(float x) { return static_cast<float>(log_gamma_by<double>(static_cast<double>(x))); }

double polygamma(double order, double x) { return polygamma_by<DoubleDouble>(order, x); }
float polygamma(float order, float x) {
  return static_cast<float>(polygamma_by<double>(static_cast<double>(order), static_cast<double>(x)));
}

}  // namespace pellucid::inline v0::loop
