// log |gamma| and its derivatives against values of 60 digits, rounded (mpmath 1.3).
#include "loop/gamma.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace pellucid::loop {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan_ = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<double, 4> orders = {0, 1, 2, 5};
struct Row {
  double x, log_gamma;
  std::array<double, 4> polygamma;  // of those orders
};
// clang-format off
// NOLINTBEGIN(modernize-use-std-numbers): each number as it came
constexpr Row table[] = {
    {1e-300, 690.7755278982137, {-9.999999999999999e+299, infinity, -infinity, infinity}},
    {1e-20, 46.051701859880914, {-1e+20, 1.0000000000000002e+40, -2.0000000000000003e+60, 1.2000000000000005e+122}},
    {-1e-20, 46.051701859880914, {1e+20, 1.0000000000000002e+40, 2.0000000000000003e+60, 1.2000000000000005e+122}},
    {0.001, 6.907178885383853, {-1000.5755719318103, 1000001.6425331958, -2000000002.3976321, 1.1999999999999998e+20}},
    {0.25, 1.2880225246980774, {-4.2274535333762655, 17.19732915450711, -129.32773993753693, 491552.5137676813}},
    {0.5, 0.5723649429247001, {-1.9635100260214235, 4.934802200544679, -16.82879664423432, 7691.113548602436}},
    {0.75, 0.20328095143129538, {-1.0858608797864722, 2.5418796476716063, -5.3026332163376395, 678.7533428745797}},
    {0.9921875, 0.004559888861804559, {-0.5901406000143219, 1.6639163821730636, -2.455616992541598, 127.91083590659291}},
    {1.0, 0.0, {-0.5772156649015329, 1.6449340668482264, -2.4041138063191885, 122.0811674381339}},
    {1.0000000000000002, -1.2816762426960008e-16, {-0.5772156649015325, 1.644934066848226, -2.404113806319187, 122.08116743813373}},
    {1.0078125, -0.0044594880379522995, {-0.5644374729767276, 1.6263481480316635, -2.354129782647249, 116.56048321206289}},
    {1.25, -0.09827183642181316, {-0.22745353337626542, 1.1973291545071107, -1.3277399375369203, 32.513767681292045}},
    {1.5, -0.12078223763524522, {0.03648997397857652, 0.9348022005446793, -0.82879664423432, 11.113548602435497}},
    {1.9999999999999998, -9.387698065543117e-17, {0.422784335098467, 0.6449340668482265, -0.4041138063191887, 2.0811674381338983}},
    {2.0, 0.0, {0.42278433509846713, 0.6449340668482264, -0.4041138063191886, 2.081167438133897}},
    {2.0000000000000004, 1.8775396131086244e-16, {0.4227843350984674, 0.6449340668482263, -0.40411380631918836, 2.0811674381338943}},
    {2.5, 0.2846828704729192, {0.7031566406452432, 0.49035775610023485, -0.2362040516417274, 0.5785691785671835}},
    {3.0, 0.6931471805599453, {0.9227843350984671, 0.39493406684822646, -0.15411380631918858, 0.20616743813389676}},
    {5.5, 3.9578139676187165, {1.6110931485817512, 0.19934238698962767, -0.03960894752130204, 0.007318980739550786}},
    {19.5, 37.861086508961094, {2.944554343425595, 0.05261944121365593, -0.002768167852746702, 9.65925476058735e-06}},
    {20.0, 39.339884187199495, {2.970523992242149, 0.05127082293520312, -0.0026281224023146548, 8.48426620615823e-06}},
    {40.25, 107.55163153760464, {3.6826362084455626, 0.025155906192376006, -0.0006327862580009432, 2.4164745294132706e-07}},
    {90.5, 315.90134590329956, {4.4998148142520575, 0.011110996804207322, -0.00012345298000307353, 4.063793974989418e-09}},
    {700.125, 3884.2185588466095, {6.550544562336688, 0.0014293369015540213, -2.043003630322396e-06, 1.4318038737149294e-13}},
    {100000.5, 1051293.4654351394, {11.512925464974396, 9.999999999916666e-06, -9.99999999975e-11, 2.3999999997e-24}},
    {1e+17, 3.8143946580898775e+18, {39.14394658089878, 1e-17, -1e-34, 2.4e-84}},
    {1e+30, 6.807755278982137e+31, {69.07755278982137, 9.999999999999999e-31, -1e-60, 2.3999999999999997e-149}},
    {-0.25, 1.589575312551186, {2.9141391202135276, 18.541879647671607, 122.69736678366236, 492198.7533428746}},
    {-0.5, 1.2655121234846454, {0.03648997397857652, 8.934802200544679, -0.82879664423432, 15371.113548602436}},
    {-0.75, 1.5757045971498584, {-2.894120200042932, 18.975106932284888, -124.58699919679619, 492226.7524508089}},
    {-1.5, 0.860047015376481, {0.7031566406452432, 9.379246644989124, -0.2362040516417274, 15381.648528026304}},
    {-2.5, -0.056243716497674054, {1.103156640645243, 9.539246644989124, -0.1082040516417274, 15382.140048026304}},
    {-2.4570247, 5.792758455100296e-08, {1.515603819399498, 9.71664222691221, 8.46775485895274, 17873.962958432814}},
    {-3.1435808, 6.875295554996998e-07, {7.781889222530436, 51.66273625860724, 673.6151664682379, 13696655.195135562}},
    {-7.875, -8.232668239043043, {-5.458631940495501, 67.27461257919778, -1022.3085975573977, 31457611.065192625}},
    {-20.25, -41.60096191534053, {6.174235633614484, 19.69102535100871, 124.02278552474384, 492231.26710433484}},
    {-40.0625, -107.77299835002849, {19.496722131745653, 259.2907390964079, 8191.177633914895, 2013266184.3986754}},
    {-90.5, -319.26196586815604, {4.510864538008963, 9.858615500680255, -0.00012075471712784847, 15382.227097201026}},
    {-700.125, -3888.6645406723605, {14.136448470456925, 67.39244710609906, 1022.2943888472929, 31457611.065764967}},
    {-1000000.25, -12815520.347232489, {16.957103961553827, 19.739207802179468, 124.02510672119828, 492231.2671105559}},
};
// NOLINTEND(modernize-use-std-numbers)
// clang-format on

// In units of the last place of the exact value.
template <class T>
double error_in_ulp(T got, double exact) {
  const auto rounded = static_cast<T>(exact);
  if (got == rounded || (std::isnan(got) && std::isnan(rounded))) return 0;
  if (!std::isfinite(got) || !std::isfinite(rounded)) return infinity;
  const T magnitude = std::max(std::fabs(rounded), std::numeric_limits<T>::min());
  return std::fabs(static_cast<double>(got) - exact) / static_cast<double>(std::nextafter(magnitude, T(infinity)) - magnitude);
}

TEST(Gamma, IsWithinTwoUnitsInFloat64) {
  for (const Row& row : table) {
    EXPECT_LE(error_in_ulp(log_gamma(row.x), row.log_gamma), 2) << "log_gamma of " << row.x;
    for (std::size_t i = 0; i < orders.size(); ++i)
      EXPECT_LE(error_in_ulp(polygamma(orders[i], row.x), row.polygamma[i]), 2) << "order " << orders[i] << " of " << row.x;
  }
}

TEST(Gamma, IsWithinTwoUnitsInFloat32) {
  std::size_t compared = 0;
  for (const Row& row : table) {
    const auto x = static_cast<float>(row.x);
    if (static_cast<double>(x) != row.x) continue;
    ++compared;
    EXPECT_LE(error_in_ulp(log_gamma(x), row.log_gamma), 2) << "log_gamma of " << row.x;
    for (std::size_t i = 0; i < orders.size(); ++i)
      EXPECT_LE(error_in_ulp(polygamma(static_cast<float>(orders[i]), x), row.polygamma[i]), 2) << "order " << orders[i] << " of " << row.x;
  }
  EXPECT_GE(compared, 20);
}

TEST(Gamma, HasPolesAndEnds) {
  for (const double pole : {0.0, -0.0, -1.0, -20.0, -0x1p60, infinity, -infinity}) EXPECT_EQ(log_gamma(pole), infinity) << pole;
  EXPECT_EQ(log_gamma(1.0), 0);
  EXPECT_EQ(log_gamma(2.0), 0);
  EXPECT_TRUE(std::isnan(log_gamma(nan_)));
  EXPECT_DOUBLE_EQ(log_gamma(2.5e305), 2.5e305 * (std::log(2.5e305) - 1));
  EXPECT_EQ(log_gamma(3e305), infinity);
  EXPECT_EQ(log_gamma(5e-324), -std::log(5e-324));
  EXPECT_EQ(log_gamma(-5e-324), -std::log(5e-324));
  EXPECT_EQ(log_gamma(1e37F), infinity);

  EXPECT_EQ(polygamma(0.0, 0.0), -infinity);
  EXPECT_EQ(polygamma(0.0, -0.0), infinity);
  EXPECT_EQ(polygamma(0.0, infinity), infinity);
  EXPECT_EQ(polygamma(1.0, -0.0), infinity);
  EXPECT_EQ(polygamma(1.0, -3.0), infinity);
  EXPECT_EQ(polygamma(1.0, infinity), 0);
  EXPECT_EQ(polygamma(2.0, 1e-200), -infinity);
  EXPECT_EQ(polygamma(2.0, -1e-200), infinity);
  for (const double x : {-1.0, -30.0, -infinity, nan_}) EXPECT_TRUE(std::isnan(polygamma(0.0, x))) << x;
  for (const double order : {-1.0, 0.5, 101.0, infinity, nan_}) EXPECT_TRUE(std::isnan(polygamma(order, 2.0))) << order;
}

// psi^(n)(x) = psi^(n)(x + 1) - (-1)^n n! / x^(n + 1)
TEST(Gamma, KeepsItsRecurrenceInEveryOrder) {
  double factorial = 1;
  for (int n = 1; n <= highest_order; ++n) {
    factorial *= n;
    for (const double x : {0.5, 3.25, 60.0, -0.75}) {
      const double pole = (n % 2 == 0 ? -1 : 1) * factorial / std::pow(x, n + 1);
      const double sum = polygamma(n, x + 1) + pole, scale = std::max(std::fabs(pole), std::fabs(polygamma(n, x + 1)));
      EXPECT_NEAR(polygamma(n, x) / scale, sum / scale, 1e-13) << "order " << n << " of " << x;
    }
  }
}

}  // namespace
}  // namespace pellucid::loop
