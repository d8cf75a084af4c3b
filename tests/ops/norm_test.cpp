// Norms of what is so large or small that its squares are no numbers of their dtype.
#include <gtest/gtest.h>

#include <cmath>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "harness/sample.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

// 3 and -4 times `size`, in rows that hold zeros as well.
void check(DType dtype, double size, double tolerance) {
  const Variable x = input("x", {2, 3}, dtype), n = v::l2_norm(x, {{"axes", Axes{1}}});
  const Variable slope = gradient(n, x, {.reduce = "sum"}), deviation = v::standard_deviation(x, {{"axes", Axes{1}}});
  const Array values = Array({{3 * size, -4 * size, 0.}, {0., 0., 0.}}, DType::float64).astype(dtype);
  for (const auto& results : {Function({x}, {n, slope, deviation})({values}), evaluate({n, slope, deviation}, {{x, values}})}) {
    const std::vector<double> norms = results[0].to_vector<double>(), slopes = results[1].to_vector<double>(),
                              deviations = results[2].to_vector<double>();
    EXPECT_NEAR(norms[0], 5 * size, 5 * size * tolerance) << name(dtype) << " " << size;
    EXPECT_EQ(norms[1], 0);
    EXPECT_NEAR(slopes[0], 0.6, tolerance) << name(dtype) << " " << size;
    EXPECT_NEAR(slopes[1], -0.8, tolerance) << name(dtype) << " " << size;
    for (const std::size_t i : {2, 3, 4, 5}) EXPECT_EQ(slopes[i], 0);
    EXPECT_NEAR(deviations[0], size * std::sqrt(74. / 9), 10 * size * tolerance) << name(dtype) << " " << size;
    EXPECT_EQ(deviations[1], 0);
  }
}

TEST(Norm, HasSquaresThatNeitherOverflowNorVanish) {
  for (const double size : {1e-30, 1e-20, 1., 1e20, 1e30}) check(DType::float32, size, 1e-6);
  for (const double size : {1e-30, 1., 1e30}) check(DType::bfloat16, size, 1e-2);
  for (const double size : {1e-4, 1., 8e3}) check(DType::float16, size, 2e-3);
  for (const double size : {1e-300, 1e-200, 1., 1e200, 1e300}) check(DType::float64, size, 1e-14);
}

TEST(Norm, OfWhatIsNoNumberIsNone) {
  const Variable x = input("x", {2, 2}, DType::float64), n = v::l2_norm(x, {{"axes", Axes{1}}});
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Array values({{infinity, 1}, {std::nan(""), 1}}, DType::float64);
  for (const auto& results : {Function({x}, {n})({values}), evaluate({n}, {{x, values}})}) {
    EXPECT_EQ(results[0].to_vector<double>()[0], infinity);
    EXPECT_TRUE(std::isnan(results[0].to_vector<double>()[1]));
  }
}

}  // namespace
}  // namespace pellucid::inline v0
