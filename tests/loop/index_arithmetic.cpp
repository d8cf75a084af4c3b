// Index expressions, as movement operations leave them behind, become affine again where the extents of axes allow it.
#include <functional>
#include <limits>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "loop/expression.hpp"
#include "loop/range.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

const Dim batch = Dim::named("batch"), time_ = Dim::named("time");
const Axis i = make_axis("i", 4), j = make_axis("j", 3), b = make_axis("b", batch), t = make_axis("t", time_);
const Expression I = index(i), J = index(j), B = index(b), T = index(t);

Expression operator%(const Expression& x, const Expression& y) { return loop::apply(Operation::modulo, {x, y}); }
std::string text(const Expression& expression) { return print(expression, {}); }
std::string less(const Expression& x, const Expression& y) { return text(loop::apply(Operation::less, {x, y})); }

std::string affine(const Expression& expression) {
  Affine found;
  if (!find_affine(expression, found)) return "not affine";
  std::string said = found.constant.to_string();
  for (const Affine::Part& part : found.parts) said += " + " + part.axis.name + "*(" + part.coefficient.to_string() + ")";
  return said;
}

TEST(FindAffine, FindsConstantAndCoefficients) {
  EXPECT_EQ(affine(I * integer(3) + J), "0 + i*(3) + j*(1)");
  EXPECT_EQ(affine((B + integer(2)) * size(time_) - T), "2*time + b*(time) + t*(-1)");
  EXPECT_EQ(affine(integer(7)), "7");
  EXPECT_EQ(affine(loop::apply(Operation::negate, {I + integer(1)})), "-1 + i*(-1)");
  EXPECT_EQ(affine(I * integer(2) + I), "0 + i*(3)");
  EXPECT_EQ(affine(size(time_) * (I + J)), "0 + i*(time) + j*(time)");
}

TEST(FindAffine, RefusesWhatIsNone) {
  EXPECT_EQ(affine(I * J), "not affine");
  EXPECT_EQ(affine(load(0, DType::int64, {I})), "not affine");
  EXPECT_EQ(affine(I / integer(2)), "not affine");
  EXPECT_EQ(affine(constant(1, DType::int32)), "not affine");
  EXPECT_EQ(affine((I * integer(std::numeric_limits<std::int64_t>::max()) + J) * integer(4)), "not affine") << "beyond 64 bits";
  Expression longer = load(0, DType::int64, {I});
  for (int n = 0; n < 1000; ++n) longer = longer + load(n, DType::int64, {I});
  EXPECT_EQ(affine(longer), "not affine");
}

TEST(FindAffine, AnswersForAbsentAxes) {
  Affine found;
  ASSERT_TRUE(find_affine(I * integer(3), found));
  EXPECT_EQ(found.coefficient_of(i), Dim(3));
  EXPECT_EQ(found.coefficient_of(j), Dim(0));
}

TEST(IndexArithmetic, DividesByExtentsExactly) {
  EXPECT_EQ(text((I * integer(3) + J) / integer(3)), "i");
  EXPECT_EQ(text((I * integer(3) + J) % integer(3)), "j");
  EXPECT_EQ(text((B * integer(12) + I * integer(3) + J) / integer(12)), "b");
  EXPECT_EQ(text((B * integer(12) + I * integer(3) + J) % integer(12) / integer(3)), "i");
  EXPECT_EQ(text((T * size(batch) + B) / size(batch)), "t");
  EXPECT_EQ(text((T * size(batch) + B) % size(batch)), "b");
  EXPECT_EQ(text((T * size(batch * 3) + B * integer(3) + J) / integer(3)), "t * batch + b");
}

TEST(IndexArithmetic, TakesOutWhatTheDivisorDivides) {
  EXPECT_EQ(text((I * integer(6) + T) / integer(3)), "i * 2 + t // 3");
  EXPECT_EQ(text((I * integer(6) + T) % integer(3)), "t % 3");
  EXPECT_EQ(text((J + integer(3)) / integer(3)), "1");
  EXPECT_EQ(text((J - integer(1)) / integer(3)), "(j - 1) // 3") << "its range is cut";
  EXPECT_EQ(text((integer(2) - J) / integer(3)), "0");
  EXPECT_EQ(text((J - integer(3)) / integer(3)), "-1");
  EXPECT_EQ(text((J - integer(3)) % integer(3)), "j");
  EXPECT_EQ(text(T / integer(2) / integer(3)), "t // 6");
  EXPECT_EQ(text(T % integer(6) % integer(3)), "t % 3");
  EXPECT_EQ(text(T % integer(6) % integer(4)), "t % 6 % 4");
  EXPECT_EQ(text(T / integer(-2)), "t // -2");
  EXPECT_EQ(text(T / integer(0)), "t // 0");
}

TEST(IndexArithmetic, PutsQuotientAndRestTogether) {
  const Expression flat = B * integer(12) + I * integer(3) + J;
  EXPECT_EQ(text(flat / integer(6) * integer(6) + flat % integer(6)), "b * 12 + i * 3 + j");
  EXPECT_EQ(text(T / integer(5) * integer(5) + T % integer(5)), "t");
  EXPECT_EQ(text(T / integer(5) * integer(10) + T % integer(5) * integer(2)), "t * 2");
  EXPECT_EQ(text(T / integer(5) * integer(4) + T % integer(5)), "t // 5 * 4 + t % 5");
}

TEST(IndexArithmetic, LetsTermsMeet) {
  EXPECT_EQ(text(size(batch) - integer(1) - (size(batch) - integer(1) - B)), "b");
  EXPECT_EQ(text((I + J) - I), "j");
  EXPECT_EQ(text((T - integer(2)) + integer(2)), "t");
  EXPECT_EQ(text((T + I) + (T - I)), "t * 2");
}

TEST(IndexArithmetic, DecidesComparisonsByBounds) {
  EXPECT_EQ(less(I, integer(4)), "true");
  EXPECT_EQ(less(I, integer(3)), "i < 3");
  EXPECT_EQ(less(I, integer(0)), "false");
  EXPECT_EQ(less(B, size(batch)), "true");
  EXPECT_EQ(less(B, size(batch - 1)), "b < batch - 1");
  EXPECT_EQ(less(integer(-1), B), "true");
  EXPECT_EQ(text(loop::apply(Operation::less_equal, {I, integer(3)})), "true");
  EXPECT_EQ(text(loop::apply(Operation::less_equal, {integer(4), I})), "false");
  EXPECT_EQ(text(loop::apply(Operation::less_equal, {I, J})), "i <= j");
  EXPECT_EQ(text(loop::apply(Operation::equal, {I + integer(4), J})), "false");
  EXPECT_EQ(text(loop::apply(Operation::not_equal, {I + integer(4), J})), "true");
  EXPECT_EQ(text(loop::apply(Operation::equal, {I + J, J + I})), "true");
  EXPECT_EQ(less(I, integer(std::numeric_limits<std::int64_t>::min())), "i < -9223372036854775808") << "no bound fits 64 bits";
}

TEST(IndexArithmetic, DropsClampsThatDoNothing) {
  const auto minimum = [](const Expression& x, const Expression& y) { return text(loop::apply(Operation::minimum, {x, y})); };
  const auto maximum = [](const Expression& x, const Expression& y) { return text(loop::apply(Operation::maximum, {x, y})); };
  EXPECT_EQ(minimum(I, integer(3)), "i");
  EXPECT_EQ(minimum(integer(-1), I), "-1");
  EXPECT_EQ(maximum(I, integer(0)), "i");
  EXPECT_EQ(maximum(I - integer(9), J), "j");
  EXPECT_EQ(minimum(I, J), "minimum(i, j)");
}

TEST(Ranges, AreFoundThroughEveryOperation) {
  const auto range = [](const Expression& expression) {
    const Range found = range_of(expression);
    return (found.low ? found.low->to_string() : "?") + ".." + (found.high ? found.high->to_string() : "?");
  };
  const Expression any = load(0, DType::int64, {});
  EXPECT_EQ(range(I - J * integer(2)), "-4..3");
  EXPECT_EQ(range(any % integer(5)), "0..4");
  EXPECT_EQ(range(any % size(batch)), "0..batch - 1");
  EXPECT_EQ(range((I + J) / integer(2)), "0..2");
  EXPECT_EQ(range(any / integer(2)), "?..?");
  EXPECT_EQ(range(any / any), "?..?");
  EXPECT_EQ(range(any), "?..?");
  EXPECT_EQ(range(I * any), "?..?");
  EXPECT_EQ(range(loop::apply(Operation::minimum, {any, integer(5)})), "?..5");
  EXPECT_EQ(range(loop::apply(Operation::maximum, {any, I})), "0..?");
  EXPECT_EQ(range(loop::apply(Operation::minimum, {I, J + integer(1)})), "0..3");
  EXPECT_EQ(range(loop::apply(Operation::maximum, {I, J + integer(1)})), "1..3");
  EXPECT_EQ(range(loop::apply(Operation::maximum, {B, T})), "0..?") << "no size is known to be the larger";
  EXPECT_EQ(range(loop::apply(Operation::minimum, {B, T})), "0..batch - 1");
  EXPECT_EQ(range(select(load(1, DType::boolean, {}), I, J - integer(1))), "-1..3");
  EXPECT_EQ(range(cast(load(1, DType::uint8, {}), DType::int64)), "0..255");
  EXPECT_EQ(range(cast(load(1, DType::int8, {}), DType::int64)), "-128..127");
  EXPECT_EQ(range(cast(load(1, DType::boolean, {}), DType::int64)), "0..1");
  EXPECT_EQ(range(cast(load(1, DType::float32, {}), DType::int64)), "?..?");
  EXPECT_EQ(range(loop::apply(Operation::sign, {any})), "-1..1");
  EXPECT_EQ(range(I * size(batch - time_)), "?..?");
  EXPECT_EQ(range(constant(3, DType::int32)), "?..?") << "only int64 is index arithmetic";
}

TEST(Ranges, KnowThatSizesAreNotNegative) {
  EXPECT_TRUE(is_nonnegative(batch * time_ + 3));
  EXPECT_FALSE(is_nonnegative(batch - 1));
  EXPECT_TRUE(is_nonnegative(floor_divide(batch + 1, 2)));
  EXPECT_FALSE(is_nonnegative(floor_divide(batch - 3, 2)));
}

// Random index expressions have the same values after simplification as before it.
TEST(IndexArithmetic, KeepsTheValue) {
  const Axis small = make_axis("u", 2);
  const std::vector<Axis> axes = {i, j, small};
  std::uint32_t state = 12345;
  const auto draw = [&](std::uint32_t bound) { return (state = state * 1664525 + 1013904223) / 65536 % bound; };
  using Values = std::map<std::uint64_t, std::int64_t>;
  using Meaning = std::function<std::int64_t(const Values&)>;
  const auto floored = [](std::int64_t x, std::int64_t y) { return (x - ((x % y + y) % y)) / y; };
  for (int round = 0; round < 400; ++round) {
    std::vector<std::pair<Expression, Meaning>> made;
    for (const Axis& axis : axes) made.emplace_back(index(axis), [id = axis.id](const Values& v) { return v.at(id); });
    for (int step = 0; step < 8; ++step) {
      const auto [x, fx] = made[draw(static_cast<std::uint32_t>(made.size()))];
      const auto [y, fy] = made[draw(static_cast<std::uint32_t>(made.size()))];
      const std::int64_t c = 1 + draw(7);
      switch (draw(7)) {
        case 0: made.emplace_back(x + y, [fx = fx, fy = fy](const Values& v) { return fx(v) + fy(v); }); break;
        case 1: made.emplace_back(x - y, [fx = fx, fy = fy](const Values& v) { return fx(v) - fy(v); }); break;
        case 2: made.emplace_back(x * integer(c), [fx = fx, c](const Values& v) { return fx(v) * c; }); break;
        case 3: made.emplace_back(x / integer(c), [fx = fx, c, floored](const Values& v) { return floored(fx(v), c); }); break;
        case 4: made.emplace_back(x % integer(c), [fx = fx, c](const Values& v) { return (fx(v) % c + c) % c; }); break;
        case 5:
          made.emplace_back(loop::apply(Operation::minimum, {x, y}),
                            [fx = fx, fy = fy](const Values& v) { return std::min(fx(v), fy(v)); });
          break;
        default:
          made.emplace_back(cast(loop::apply(Operation::less, {x, y}), DType::int64),
                            [fx = fx, fy = fy](const Values& v) { return fx(v) < fy(v) ? 1 : 0; });
      }
    }
    const auto& [expression, meaning] = made.back();
    Trial trial;
    const int out = trial.output<std::int64_t>("out", {4, 3, 2}, 24);
    trial.kernel(axes, {{out, {index(i), index(j), index(small)}, expression}});
    trial.run();
    const std::vector<std::int64_t> values = trial.values<std::int64_t>(out);
    for (std::int64_t p = 0; p < 24; ++p)
      ASSERT_EQ(values[static_cast<std::size_t>(p)], meaning({{i.id, p / 6}, {j.id, p / 2 % 3}, {small.id, p % 2}})) << text(expression);
  }
}

}  // namespace
}  // namespace pellucid::loop
