// The table of conventions in docs/accuracy.md, row by row.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "harness/sample.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;
constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

// Evaluated and compiled, which agree.
std::vector<double> numbers_of(const Variable& value) {
  const std::vector<double> evaluated = evaluate({value}, {})[0].to_vector<double>(),
                            compiled = Function({}, {value})({})[0].to_vector<double>();
  for (std::size_t i = 0; i < evaluated.size(); ++i) {
    if (evaluated[i] == compiled[i] || std::isnan(evaluated[i])) continue;
    EXPECT_NEAR(evaluated[i], compiled[i], 1e-6 * std::abs(evaluated[i])) << print({value});
  }
  return evaluated;
}
Variable number(double x) { return constant(float64(x)); }
std::vector<double> slopes(const Variable& of, const Variables& by) {
  std::vector<double> result;
  for (const Variable& x : by) result.push_back(numbers_of(gradient(of, x, {.reduce = "sum", .if_disconnected = IfDisconnected::zero}))[0]);
  return result;
}

TEST(Conventions, of_division) {
  EXPECT_EQ(numbers_of(v::floor_divide(number(1), number(0.1))), std::vector<double>{10});
  EXPECT_EQ(numbers_of(v::modulo(number(5), number(-infinity))), std::vector<double>{-infinity});
  EXPECT_EQ(numbers_of(v::modulo(number(1), number(infinity))), std::vector<double>{1});
  EXPECT_NEAR(numbers_of(v::modulo(constant(float32({891.19214F})), constant(float32({0.3798773F}))))[0], 0.379872, 1e-5);
}

TEST(Conventions, of_integers) {
  const Variable bytes = constant(Array({200, 100}, DType::uint8));
  EXPECT_EQ(numbers_of(v::sum(bytes)), std::vector<double>{44});
  EXPECT_EQ(v::ceil(bytes).dtype(), DType::float32);
  EXPECT_EQ(v::relu(bytes).dtype(), DType::float32);
  const Variable padded = v::pad(constant(Array({1}, DType::int8)), {{"low", Dims{1}}, {"high", Dims{0}}, {"value", 300.0}});
  EXPECT_EQ(numbers_of(padded), (std::vector<double>{127, 1}));
}

TEST(Conventions, of_bits) {
  EXPECT_EQ(numbers_of(v::left_shift(constant(int64({1, 1})), constant(int64({-1, 64})))), (std::vector<double>{0, 0}));
  EXPECT_EQ(numbers_of(v::right_shift(constant(int64({-3, 3})), constant(int64({64, 64})))), (std::vector<double>{-1, 0}));
}

TEST(Conventions, of_the_gamma_function) {
  EXPECT_EQ(numbers_of(v::log_gamma(number(-1))), std::vector<double>{infinity});
  EXPECT_TRUE(std::isnan(numbers_of(v::digamma(number(-1)))[0]));
  EXPECT_EQ(numbers_of(v::digamma(constant(float64({0, -0.0})))), (std::vector<double>{-infinity, infinity}));
}

TEST(Conventions, of_tests_and_replacements) {
  EXPECT_EQ(numbers_of(v::is_close(constant(int64({16777216, 1000000})), constant(int64({16777217, 1000100})))),
            (std::vector<double>{1, 0}));
  const Variable x = input("x", {1});
  const Array cleaned = evaluate({v::nan_to_num(x)}, {{x, float32({infinity})}}, {.float64 = true})[0];
  EXPECT_EQ(cleaned.to_vector<double>()[0], static_cast<double>(std::numeric_limits<float>::max()));
  EXPECT_EQ(numbers_of(v::nan_to_num(number(nan))), std::vector<double>{0});
}

TEST(Conventions, of_slopes_of_division) {
  const Variable one = place(number(1), "one"), five = place(number(5), "five"), up = place(number(infinity), "up"),
                 down = place(number(-infinity), "down");
  EXPECT_EQ(slopes(v::modulo(one, up), {one, up}), (std::vector<double>{1, 0}));
  EXPECT_EQ(slopes(v::modulo(five, down), {five, down}), (std::vector<double>{1, 1}));
}

TEST(Conventions, of_slopes_where_a_choice_is_tied_or_nothing) {
  const Variable a = place(number(nan), "a"), b = place(number(1), "b"), c = place(number(0), "c");
  EXPECT_EQ(slopes(v::maximum(a, b), {a, b}), (std::vector<double>{0, 0}));
  EXPECT_EQ(slopes(v::maximum(b, b), {b}), std::vector<double>{1});
  EXPECT_EQ(slopes(v::clip(b, c, b), {c}), std::vector<double>{0});
  EXPECT_EQ(slopes(v::clip(c, 0, 1), {c}), std::vector<double>{1});
  EXPECT_EQ(slopes(v::clip(b, 0, 1), {b}), std::vector<double>{1});
  EXPECT_EQ(slopes(v::power(c, b), {b}), std::vector<double>{0});
  const Variable nothing = place(number(-infinity), "nothing");
  EXPECT_EQ(numbers_of(v::log_sum_exp(nothing)), std::vector<double>{-infinity});
  EXPECT_EQ(slopes(v::log_sum_exp(nothing), {nothing}), std::vector<double>{0});
}

TEST(Conventions, of_distributions) {
  const std::vector<double> shares = numbers_of(v::sparsemax(constant(float64({1, 0.9, 0.1}))));
  EXPECT_GT(std::abs(shares[0] + shares[1] + shares[2] - 1), 0.01);
  const Variable certain = constant(float64({0, 1}));
  EXPECT_NEAR(numbers_of(v::categorical_crossentropy(constant(float64({1, 0})), certain))[0], -std::log(1e-7), 1e-6);
  const Variable logits = constant(float64({{0, -infinity}}));
  EXPECT_EQ(numbers_of(v::sparse_categorical_crossentropy(constant(int64({0})), logits, {{"from_logits", true}})), std::vector<double>{0});
  EXPECT_TRUE(std::isnan(numbers_of(v::categorical_crossentropy(constant(float64({{1, 0}})), logits, {{"from_logits", true}}))[0]));
}

}  // namespace
}  // namespace pellucid::inline v0
