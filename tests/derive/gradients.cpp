// Gradients by inputs, weights, values between and parts; forward mode; parts and places.
#include <cmath>

#include <gtest/gtest.h>

#include "derive/networks.hpp"

namespace pellucid {
namespace {

TEST(Gradient, OfANetworkAgreesWithDifferencesToSecondOrder) {
  const Perceptron net;
  const GradientCheck check = check_gradient(net.y, {net.x, net.w, net.v, net.hidden}, net.inputs, {.order = 2});
  EXPECT_TRUE(check) << check.to_string();
  EXPECT_GT(check.positions, 100U);
}

TEST(Gradient, IsThatOfAddingToTheValueWhereItIsMade) {
  const Variable x = input("x", {2}, DType::float64);
  const Variable a = place(x * 2, "a"), b = place(x * 2, "b");  // equal numbers, two places
  const Variable y = vocabulary::sum(a * a + b * 3);
  const Inputs inputs = {{x, Array({1., 2.}, DType::float64)}};
  EXPECT_EQ(value(gradient(y, a), inputs).to_vector<double>(), (std::vector<double>{4, 8}));
  EXPECT_EQ(value(gradient(y, b), inputs).to_vector<double>(), (std::vector<double>{3, 3}));
  EXPECT_EQ(value(gradient(y, x), inputs).to_vector<double>(), (std::vector<double>{14, 22}));
}

TEST(Gradient, OfOneElementAndByAPart) {
  const Variable x = input("x", {2, 2}, DType::float64);
  const Inputs inputs = {{x, Array({{1., 2.}, {3., 4.}}, DType::float64)}};
  const Variable y = x * x;
  EXPECT_EQ(value(gradient(y.at({1, 0}), x), inputs).to_vector<double>(), (std::vector<double>{0, 0, 6, 0}));
  EXPECT_EQ(value(gradient(y.at({-1, -1}), Target(x, Selection::parse("[1]"))), inputs).to_vector<double>(), (std::vector<double>{0, 8}));
}

TEST(Gradient, ByNothingTimesAValueIsNothing) {
  const Variable x = input("x", {}, DType::float64);
  EXPECT_EQ(value(gradient(x * 0, x), {{x, Array(3.)}}).item<double>(), 0);
}

TEST(Gradient, OfAGatherFromAnyNumberOfRows) {
  const Variable table = input("table", {Dim::named("rows"), 2}, DType::float64), ids = input("ids", {3}, DType::int64);
  const Variable y = vocabulary::gather(table, ids, {{"axis", std::int64_t{0}}});
  const Inputs inputs = {{table, Array({{1., 2.}, {3., 4.}, {5., 6.}}, DType::float64)}, {ids, Array({2, 0, 2}, DType::int64)}};
  EXPECT_EQ(value(gradient(vocabulary::sum(y * y), table), inputs).to_vector<double>(), (std::vector<double>{2, 4, 0, 0, 20, 24}));
}

TEST(Gradient, SharedUsesAddUp) {
  const Variable x = input("x", {}, DType::float64);
  EXPECT_DOUBLE_EQ(value(gradient(x * x * x, x), {{x, Array(Number(2.0), DType::float64)}}).item<double>(), 12);
}

TEST(Gradient, ReducesAsAsked) {
  const Variable x = input("x", {4}, DType::float64);
  const Inputs inputs = {{x, ramp({4})}};
  EXPECT_EQ(value(gradient(x * 2, x, {.reduce = "sum"}), inputs).to_vector<double>(), std::vector<double>(4, 2));
  EXPECT_EQ(value(gradient(x * 2, x, {.reduce = "mean"}), inputs).to_vector<double>(), std::vector<double>(4, 0.5));
}

TEST(Gradient, ThirdOrderOfTanh) {
  const Variable x = input("x", {}, DType::float64), y = vocabulary::tanh(x);
  const double t = std::tanh(0.3), slope = 1 - t * t;
  const Variable third = gradient(gradient(gradient(y, x), x), x);
  EXPECT_NEAR(value(third, {{x, Array(Number(0.3), DType::float64)}}).item<double>(), -2 * slope * slope + 4 * t * t * slope, 1e-12);
}

TEST(Gradient, AChainOf100000Nodes) {
  const Variable x = input("x", {}, DType::float64);
  Variable y = x;
  for (int i = 0; i < 100'000; ++i) y = y + 1;
  EXPECT_EQ(gradient(y, x), ones_like(y));  // every slope is 1
  EXPECT_TRUE(pushforward(y, x, ones_like(x)));
}

TEST(Products, PushforwardAndPullbackAreAdjoint) {
  const Perceptron net;
  const Variable tangent = constant(ramp({3, 4}, 0.2, 0.31));
  Inputs known = net.inputs;
  const Variable jv = pushforward(net.y, net.w, tangent);
  const std::vector<double> pushed = value(jv, known).to_vector<double>(), c = ramp({5, 2}, -0.4, 0.17).to_vector<double>();
  double left = 0, right = 0;
  for (std::size_t i = 0; i < pushed.size(); ++i) left += pushed[i] * c[i];
  const Variable seed = input("seed", net.y.dims(), DType::float64);
  known.emplace_back(seed, ramp({5, 2}, -0.4, 0.17));
  const std::vector<double> pulled = value(pullback(net.y, net.w, seed), known).to_vector<double>(),
                            t = ramp({3, 4}, 0.2, 0.31).to_vector<double>();
  for (std::size_t i = 0; i < pulled.size(); ++i) right += pulled[i] * t[i];
  EXPECT_NEAR(left, right, 1e-12);
}

TEST(Products, AValueMovesByItselfAndByWhatMovesIt) {
  const Variable x = input("x", {}, DType::float64), y = place(x * 3, "y");
  const Variable moved =
      pushforward(Targets{y * 2}, Targets{x, y}, Variables{constant(10, DType::float64), constant(1, DType::float64)})[0];
  EXPECT_EQ(value(moved, {{x, Array(1.)}}).item<double>(), 2 * (30 + 1));
}

TEST(Products, APartCanBePushed) {
  const Variable x = input("x", {3}, DType::float64), seed = input("s", {2}, DType::float64);
  const Variable pushed = pushforward(x * x, Target(x, Selection::parse("[1:]")), seed);
  EXPECT_EQ(value(pushed, {{x, Array({1., 2., 3.}, DType::float64)}, {seed, Array({1., 10.}, DType::float64)}}).to_vector<double>(),
            (std::vector<double>{0, 4, 60}));
}

}  // namespace
}  // namespace pellucid
