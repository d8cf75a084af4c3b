// The checker itself: which elements it tries, what it says of those that differ, and that nothing hides from it.
#include <cmath>
#include <limits>

#include <gmock/gmock.h>

#include <pellucid/error.hpp>

#include "derive/networks.hpp"

namespace pellucid {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Its derivative is taken for 1; it is 2.
Variable half_hidden(const Variable& x) { return x + stop_gradient(x); }

Array number(double value) { return Array(Number(value), DType::float64); }

std::vector<Shape> positions(const GradientCheck& check) {
  std::vector<Shape> all;
  for (const GradientMismatch& mismatch : check.mismatches)
    if (mismatch.derivative == "gradient") all.push_back(mismatch.position);
  return all;
}

TEST(CheckGradient, WeighsEachElementDifferently) {
  const Variable x = input("x", {6}, DType::float64);
  const GradientCheck check = check_gradient(half_hidden(x), {x}, {{x, ramp({6})}});
  ASSERT_EQ(check.mismatches.size(), 6U);
  EXPECT_EQ(check.positions, 7U);  // each element, and one direction forward
  for (std::size_t i = 0; i < 6; ++i) {
    const GradientMismatch& it = check.mismatches[i];
    EXPECT_TRUE(it.derived > 0.4 && it.derived < 1.6) << it.derived;
    EXPECT_NEAR(it.measured, 2 * it.derived, 1e-6);
    EXPECT_NEAR(it.derived, 1 + 0.5 * std::sin(0.7 + 1.3 * static_cast<double>(it.position[0] + 1)), 1e-12);
  }
  EXPECT_NEAR(check.worst, 0.5, 1e-6);
}

TEST(CheckGradient, TheWorstStandsFirst) {
  const Variable x = input("x", {3}, DType::float64);
  // Errors of 1, 5 and 3 times the weights beside slopes of 60, 1 and 30.
  const Variable slopes = constant(Array({60., 1., 30.}, DType::float64)), hidden = constant(Array({1., 5., -3.}, DType::float64));
  const GradientCheck check = check_gradient(x * slopes + stop_gradient(x) * hidden, {x}, {{x, ramp({3})}});
  EXPECT_THAT(positions(check), ElementsAre(Shape{1}, Shape{2}, Shape{0}));
}

TEST(CheckGradient, NamesWhatDiffers) {
  const Variable a = input("a", {2}, DType::float64), x = input("x", {2, 3}, DType::float64);
  const Variable y = half_hidden(x.at({1, 2})) + vocabulary::sum(a);
  const GradientCheck check = check_gradient(y, {a, x}, {{a, ramp({2})}, {x, ramp({2, 3})}});
  ASSERT_EQ(check.mismatches.size(), 1U);
  EXPECT_EQ(check.mismatches[0].wrt, 1U);
  EXPECT_EQ(check.mismatches[0].order, 1);
  EXPECT_EQ(check.mismatches[0].position, (Shape{1, 2}));
  EXPECT_THAT(check.to_string(), HasSubstr("gradient of order 1 by wrt 1 at [1, 2]: derived "));
}

TEST(CheckGradient, ComparesForwardWithReverse) {
  static Op crooked = table::tanh;
  crooked.pushforward = [](const Apply&, const Flows& tangents, Differentiator&) -> Flows { return {*tangents[0] * 2}; };
  const Variable x = input("x", {2}, DType::float64);
  const GradientCheck check = check_gradient(apply(crooked, {x}), {x}, {{x, ramp({2})}});
  ASSERT_EQ(check.mismatches.size(), 1U) << check.to_string();
  EXPECT_THAT(check.to_string(), HasSubstr("pushforward of order 1 by wrt 0 at []"));
}

TEST(CheckGradient, SpreadsThePositionsItTries) {
  const Variable x = input("x", {10}, DType::float64);
  const GradientCheck some = check_gradient(half_hidden(x), {x}, {{x, ramp({10})}}, {.most_positions = 4});
  EXPECT_THAT(positions(some), ::testing::UnorderedElementsAre(Shape{0}, Shape{3}, Shape{6}, Shape{9}));
  EXPECT_EQ(some.positions, 5U);
  EXPECT_EQ(check_gradient(half_hidden(x), {x}, {{x, ramp({10})}}, {.most_positions = 5}).positions, 6U);
  EXPECT_THAT(positions(check_gradient(half_hidden(x), {x}, {{x, ramp({10})}}, {.most_positions = 0})), ElementsAre(Shape{0}));
}

TEST(CheckGradient, AnswersWithinTheTolerance) {
  const Variable x = input("x", {}, DType::float64);
  const Variable off = x + stop_gradient(x * 0.01);
  const Inputs at = {{x, number(0.5)}};
  EXPECT_TRUE(check_gradient(off, {x}, at, {.tolerance = 0.02}));
  EXPECT_FALSE(check_gradient(off, {x}, at, {.tolerance = 0.005}));
  EXPECT_THAT(check_gradient(off, {x}, at, {.tolerance = 0.02}).to_string(), HasSubstr("2 positions agree, worst relative error 9.9e-03"));
}

TEST(CheckGradient, AToleranceOfZeroAsksForTheSameNumber) {
  const Variable x = input("x", {}, DType::float64);
  const Inputs at = {{x, number(0)}};
  EXPECT_TRUE(check_gradient(x, {x}, at, {.step = 0.25, .tolerance = 0}));
  EXPECT_FALSE(check_gradient(x + stop_gradient(x * 1e-9), {x}, at, {.step = 0.25, .tolerance = 0}));
}

TEST(CheckGradient, NoNumberIsADifference) {
  const Variable x = input("x", {}, DType::float64);
  const GradientCheck check = check_gradient(vocabulary::log(x), {x}, {{x, number(-1)}});
  EXPECT_FALSE(check);
  EXPECT_TRUE(std::isnan(check.worst));
}

TEST(CheckGradient, StepsAreRelativeToTheElement) {
  const Variable x = input("x", {}, DType::float64);
  const GradientCheck far = check_gradient(x, {x}, {{x, number(-1e9)}});
  EXPECT_TRUE(far) << far.to_string();
  // Of d + d^3 at d = 0, differences over h measure 1 + h^2.
  for (const double at : {0.0, 0.5, -3.0}) {
    const Variable d = x - at;
    const GradientCheck check = check_gradient(d + d * d * d, {x}, {{x, number(at)}}, {.step = 0.1});
    ASSERT_EQ(check.mismatches.size(), 1U);
    const double step = 0.1 * std::max(1.0, std::abs(at));
    EXPECT_NEAR(check.mismatches[0].measured / check.mismatches[0].derived, 1 + step * step, 1e-9);
  }
}

TEST(CheckGradient, WorksInFloat64) {
  const Variable x = input("x", {}, DType::float32);
  const GradientCheck check = check_gradient(vocabulary::exp(x), {x}, {{x, number(0.1)}}, {.tolerance = 1e-9});
  EXPECT_TRUE(check) << check.to_string();
}

TEST(CheckGradient, OfOrderTwoFindsWhatOrderOneDoesNot) {
  const Variable x = input("x", {3}, DType::float64), difference = x - stop_gradient(x);
  const Inputs at = {{x, ramp({3})}};
  EXPECT_TRUE(check_gradient(difference * difference, {x}, at));  // zero with the slope zero; the slope's own slope is taken for 2
  const GradientCheck second = check_gradient(difference * difference, {x}, at, {.order = 2});
  ASSERT_EQ(second.mismatches.size(), 3U);
  EXPECT_EQ(second.mismatches[0].order, 2);
  EXPECT_EQ(second.positions, 7U);
}

TEST(CheckGradient, IsByValuesBetweenToo) {
  const Variable x = input("x", {2}, DType::float64), y = place(x * x, "y");
  EXPECT_TRUE(check_gradient(vocabulary::exp(y), {y}, {{x, ramp({2})}}));
  EXPECT_EQ(positions(check_gradient(half_hidden(y), {y}, {{x, ramp({2})}})).size(), 2U);
}

TEST(CheckGradient, IsByValuesInsideLoopsToo) {
  const Recurrence net;
  const Axes turn = {1, 0, 2};
  const Variable turned =
      place(vocabulary::transpose(net.all, {{"axes", turn}}), "turned", std::make_shared<InsideScan>(place_id(net.inside), turn));
  EXPECT_TRUE(check_gradient(net.last * net.last, {turned, net.w}, net.inputs, {.order = 2}));
  const Variable hidden = net.last + stop_gradient(net.last);
  EXPECT_FALSE(check_gradient(hidden, {turned}, net.inputs).mismatches.empty());
}

TEST(CheckGradient, OptionsThatCheckNothingAreRefused) {
  const Variable x = input("x", {2}, DType::float64);
  for (const GradientCheckOptions& options : {GradientCheckOptions{.step = 0},
                                              {.step = std::numeric_limits<double>::quiet_NaN()},
                                              {.step = std::numeric_limits<double>::infinity()},
                                              {.tolerance = -1},
                                              {.tolerance = std::numeric_limits<double>::quiet_NaN()}})
    EXPECT_THROW(check_gradient(x * x, {x}, {{x, ramp({2})}}, options), ValueError);
}

}  // namespace
}  // namespace pellucid
