#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "loop/expression.hpp"
#include "loop/operation.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

const Axis i = make_axis("i", 4), j = make_axis("j", 3);
const Dim batch = Dim::named("batch");
const Axis b = make_axis("b", batch);

Expression int32(std::int64_t value) { return constant(static_cast<double>(value), DType::int32); }
Expression truth(bool value) { return constant(value ? 1 : 0, DType::boolean); }
Expression flag() { return load(0, DType::boolean, {}); }
Expression number() { return load(1, DType::float32, {}); }

void expect_constant(const Expression& expression, std::int64_t value) {
  ASSERT_EQ(expression->operation, Operation::constant);
  EXPECT_EQ(expression->integer, value);
}

TEST(Axes, AreUnlikeEveryOtherAxis) {
  EXPECT_FALSE(make_axis("i", 4) == make_axis("i", 4));
  EXPECT_TRUE(i == Axis(i));
}

TEST(Constants, HoldWhatTheirDtypeHolds) {
  EXPECT_EQ(constant(0.1, DType::float32)->real, static_cast<double>(0.1F));
  EXPECT_EQ(constant(0.1, DType::float64)->real, 0.1);
  EXPECT_EQ(constant(2049, DType::float16)->real, 2048);
  EXPECT_EQ(constant(257, DType::bfloat16)->real, 256);
  expect_constant(constant(-1.5, DType::int32), -1);
  expect_constant(constant(300, DType::uint8), 255);
  expect_constant(constant(0.5, DType::boolean), 1);
  expect_constant(integer(-7), -7);
}

TEST(Constants, OfIntegersAreFoldedAtTheirWidth) {
  expect_constant(int32(2) + int32(3), 5);
  expect_constant(int32(std::numeric_limits<std::int32_t>::max()) + int32(1), std::numeric_limits<std::int32_t>::min());
  expect_constant(constant(200, DType::uint8) * constant(2, DType::uint8), 144);
  expect_constant(int32(-7) / int32(2), -4);
  expect_constant(loop::apply(Operation::modulo, {int32(-7), int32(2)}), 1);
  expect_constant(int32(5) / int32(0), 0);
  expect_constant(loop::apply(Operation::minimum, {int32(5), int32(-2)}), -2);
  expect_constant(loop::apply(Operation::maximum, {int32(5), int32(-2)}), 5);
  expect_constant(loop::apply(Operation::negate, {int32(5)}), -5);
  expect_constant(loop::apply(Operation::absolute, {int32(-5)}), 5);
  expect_constant(loop::apply(Operation::sign, {int32(-5)}), -1);
  expect_constant(int32(5) - int32(7), -2);
}

TEST(Constants, ComparedAndCombinedAreFolded) {
  expect_constant(loop::apply(Operation::less, {int32(1), int32(2)}), 1);
  expect_constant(loop::apply(Operation::less_equal, {int32(2), int32(2)}), 1);
  expect_constant(loop::apply(Operation::equal, {int32(1), int32(2)}), 0);
  expect_constant(loop::apply(Operation::not_equal, {truth(true), truth(false)}), 1);
  expect_constant(loop::apply(Operation::less, {constant(1, DType::uint64), constant(1e19, DType::uint64)}), 1);
  expect_constant(loop::apply(Operation::logical_and, {truth(true), truth(false)}), 0);
  expect_constant(loop::apply(Operation::logical_or, {truth(true), truth(false)}), 1);
  expect_constant(loop::apply(Operation::logical_not, {truth(true)}), 0);
}

TEST(Constants, OfFloatsAreLeftToTheGraph) {
  EXPECT_EQ((constant(1, DType::float32) + constant(2, DType::float32))->operation, Operation::add);
  EXPECT_EQ((number() * constant(1, DType::float32))->operation, Operation::multiply);
  EXPECT_EQ((number() + constant(0, DType::float32))->operation, Operation::add) << "-0 + 0 is 0";
}

TEST(Casts, OfConstantsAreConstants) {
  expect_constant(cast(constant(-2.9, DType::float32), DType::int8), -2);
  expect_constant(cast(constant(std::nan(""), DType::float32), DType::boolean), 1);
  expect_constant(cast(int32(300), DType::uint8), 44);
  expect_constant(cast(int32(256), DType::boolean), 1);
  EXPECT_EQ(cast(int32(3), DType::float32)->real, 3);
  EXPECT_EQ(cast(constant(0.1, DType::float64), DType::float32)->real, static_cast<double>(0.1F));
}

TEST(Casts, OfIntegersThatDoublesCannotHoldAreLeft) {
  const Expression large = integer((std::int64_t{1} << 53) + 1);
  EXPECT_EQ(cast(large, DType::float64)->operation, Operation::cast);
  EXPECT_EQ(cast(constant(1.8e19, DType::uint64), DType::float64)->operation, Operation::cast);
  EXPECT_EQ(value_of<float>(cast(constant(1.8e19, DType::uint64), DType::float32)), 1.8e19F);
}

TEST(Casts, ToTheSameDtypeAreTheValueItself) {
  const Expression x = number();
  EXPECT_EQ(cast(x, DType::float32), x);
}

TEST(Simplification, OfSumsAndProductsOfIntegers) {
  const Expression x = index(i), y = load(0, DType::int32, {});
  EXPECT_EQ(x + integer(0), x);
  EXPECT_EQ(integer(0) + x, x);
  EXPECT_EQ(x - integer(0), x);
  EXPECT_EQ(x * integer(1), x);
  EXPECT_EQ(integer(1) * x, x);
  EXPECT_EQ(x / integer(1), x);
  expect_constant(x * integer(0), 0);
  expect_constant(integer(0) * x, 0);
  expect_constant(y - y, 0);
  expect_constant(loop::apply(Operation::modulo, {y, int32(1)}), 0);
  EXPECT_EQ(((y + int32(2)) + int32(3))->arguments[1]->integer, 5);
  EXPECT_EQ(((int32(2) * y) * int32(3))->arguments[1]->integer, 6);
  EXPECT_EQ((int32(2) + y)->arguments[0], y) << "constants stand on the right";
  EXPECT_EQ((y - int32(2))->arguments[1]->integer, -2);
}

TEST(Simplification, OfSizesIsArithmeticOfDims) {
  EXPECT_EQ((size(batch) + integer(1))->extent, batch + 1);
  EXPECT_EQ((size(batch) - integer(1))->extent, batch - 1);
  EXPECT_EQ((size(batch) * size(batch))->extent, batch * batch);
  EXPECT_EQ((size(batch) / integer(2))->extent, floor_divide(batch, 2));
  EXPECT_EQ(loop::apply(Operation::negate, {size(batch)})->extent, Dim(0) - batch);
  expect_constant(loop::apply(Operation::modulo, {size(batch * 2), integer(2)}), 0);
  expect_constant(size(batch) / integer(0), 0);
  expect_constant(loop::apply(Operation::modulo, {size(batch), integer(0)}), 0);
  EXPECT_EQ(loop::apply(Operation::absolute, {size(batch)})->operation, Operation::absolute);
  expect_constant(size(Dim(7)), 7);
}

TEST(Simplification, OfBools) {
  const Expression x = flag(), yes = truth(true), no = truth(false);
  const auto both = [](const Expression& p, const Expression& q) { return loop::apply(Operation::logical_and, {p, q}); };
  const auto either = [](const Expression& p, const Expression& q) { return loop::apply(Operation::logical_or, {p, q}); };
  const auto opposite = [](const Expression& p) { return loop::apply(Operation::logical_not, {p}); };
  EXPECT_EQ(both(x, yes), x);
  EXPECT_EQ(both(yes, x), x);
  EXPECT_EQ(both(x, no), no);
  EXPECT_EQ(both(no, x), no);
  EXPECT_EQ(either(x, no), x);
  EXPECT_EQ(either(no, x), x);
  EXPECT_EQ(either(x, yes), yes);
  EXPECT_EQ(both(x, x), x);
  EXPECT_EQ(opposite(opposite(x)), x);
}

TEST(Simplification, OfSelect) {
  const Expression x = number(), y = load(3, DType::float32, {});
  EXPECT_EQ(select(truth(true), x, y), x);
  EXPECT_EQ(select(truth(false), x, y), y);
  EXPECT_EQ(select(flag(), x, x), x);
  EXPECT_EQ(loop::apply(Operation::select, {flag(), x, y})->operation, Operation::select);
}

TEST(Neutral, ChangesNothingWhenFoldedIn) {
  EXPECT_EQ(neutral(Reduction::sum, DType::float32)->real, 0);
  EXPECT_EQ(neutral(Reduction::product, DType::int8)->integer, 1);
  EXPECT_EQ(neutral(Reduction::minimum, DType::float64)->real, std::numeric_limits<double>::infinity());
  EXPECT_EQ(neutral(Reduction::maximum, DType::float16)->real, -std::numeric_limits<double>::infinity());
  EXPECT_EQ(neutral(Reduction::minimum, DType::int8)->integer, 127);
  EXPECT_EQ(neutral(Reduction::maximum, DType::int64)->integer, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(neutral(Reduction::maximum, DType::uint16)->integer, 0);
  EXPECT_EQ(neutral(Reduction::minimum, DType::boolean)->integer, 1);
  EXPECT_EQ(neutral(Reduction::maximum, DType::boolean)->integer, 0);
}

TEST(FreeAxes, AreThoseNotBoundByReductions) {
  const Expression element = load(0, DType::float32, {index(i), index(j)});
  EXPECT_EQ(free_axes(element), (std::vector{i.id, j.id}));
  EXPECT_EQ(free_axes(reduce(Reduction::sum, {j}, element)), std::vector{i.id});
  EXPECT_EQ(free_axes(reduce(Reduction::sum, {j}, element) + load(0, DType::float32, {index(j), index(j)})), (std::vector{i.id, j.id}));
  EXPECT_EQ(free_axes(reduce(Reduction::sum, {j}, load(0, DType::float32, {index(i)}))), std::vector{i.id});
  EXPECT_TRUE(free_axes(number()).empty());
}

TEST(Reduce, OverNoAxesIsTheBody) {
  const Expression x = number();
  EXPECT_EQ(reduce(Reduction::sum, {}, x), x);
}

TEST(Expressions, MayBeVeryDeep) {
  Expression chain = load(0, DType::float32, {index(i)}), shared = chain;
  for (int n = 0; n < 100000; ++n) {
    chain = chain + load(0, DType::float32, {index(i)});
    shared = shared + shared;
  }
  EXPECT_EQ(free_axes(chain), std::vector{i.id});
  EXPECT_EQ(free_axes(substitute(shared, {{i, index(j)}})), std::vector{j.id});
}

TEST(Typing, BuildersRefuseWhatTheRulesForbid) {
#ifndef NDEBUG
  const Expression count = load(2, DType::int64, {});
  EXPECT_DEATH(number() + count, "broken_type_rule");
  EXPECT_DEATH(loop::apply(Operation::exponential, {count}), "broken_type_rule");
  EXPECT_DEATH(load(0, DType::float32, {number()}), "broken_type_rule");
#endif
}

}  // namespace
}  // namespace pellucid::loop
