// Reductions and products against the same thing written as C++ loops.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "base/half.hpp"
#include "loop/operation.hpp"
#include "loop/summation.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

using Floats = std::vector<float>;

Floats random_floats(std::size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<float> uniform(-2, 2);
  Floats values(count);
  for (float& value : values) value = uniform(generator);
  return values;
}

Expression f32(int buffer, Expressions index) { return load(buffer, DType::float32, std::move(index)); }
Expression number(double value) { return constant(value, DType::float32); }
Expression less(const Expression& a, const Expression& b) { return loop::apply(Operation::less, {a, b}); }
Expression exponential(const Expression& a) { return loop::apply(Operation::exponential, {a}); }

TEST(Interpret, ProductWithEpilogue) {
  constexpr std::size_t rows = 5, inner = 7, columns = 3;
  const Floats x = random_floats(rows * inner, 1), w = random_floats(inner * columns, 2), bias = random_floats(columns, 3);
  Trial trial;
  const int bx = trial.input("x", {5, 7}, x), bw = trial.input("w", {7, 3}, w), bb = trial.input("bias", {3}, bias);
  const int out = trial.output<float>("out", {5, 3}, rows * columns);
  const Axis i = make_axis("i", 5), j = make_axis("j", 3), k = make_axis("k", 7);
  const Expression sum = reduce(Reduction::sum, {k}, f32(bx, {index(i), index(k)}) * f32(bw, {index(k), index(j)}));
  trial.kernel({i, j}, {{out, {index(i), index(j)}, loop::apply(Operation::maximum, {sum + f32(bb, {index(j)}), number(0)})}});
  trial.run();
  Floats expected;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      float total = 0;
      for (std::size_t n = 0; n < inner; ++n) {
        const float term = x[r * inner + n] * w[n * columns + c];
        total += term;
      }
      expected.push_back(std::max(total + bias[c], 0.0F));
    }
  EXPECT_EQ(trial.values<float>(out), expected);
}

TEST(Interpret, SoftmaxInOneKernel) {
  constexpr std::size_t rows = 4, columns = 6;
  const Floats x = random_floats(rows * columns, 4);
  Trial trial;
  const int bx = trial.input("x", {4, 6}, x), out = trial.output<float>("out", {4, 6}, rows * columns);
  const Axis i = make_axis("i", 4), j = make_axis("j", 6), k = make_axis("k", 6);
  // Both reductions run over one axis and share the load; the larger one contains the other.
  const Expression element = f32(bx, {index(i), index(k)});
  const Expression largest = reduce(Reduction::maximum, {k}, element);
  const Expression sum = reduce(Reduction::sum, {k}, exponential(element - largest));
  trial.kernel({i, j}, {{out, {index(i), index(j)}, exponential(f32(bx, {index(i), index(j)}) - largest) / sum}});
  trial.run();
  Floats expected(rows * columns);
  for (std::size_t r = 0; r < rows; ++r) {
    float top = -INFINITY, total = 0;
    for (std::size_t c = 0; c < columns; ++c) top = std::max(top, x[r * columns + c]);
    for (std::size_t c = 0; c < columns; ++c) total += std::exp(x[r * columns + c] - top);
    for (std::size_t c = 0; c < columns; ++c) expected[r * columns + c] = std::exp(x[r * columns + c] - top) / total;
  }
  EXPECT_EQ(trial.values<float>(out), expected);
}

TEST(Interpret, ReductionBehindAGuardMayLeaveItsBufferWhereItIsNotChosen) {
  Trial trial;
  const int x = trial.input<float>("x", {2, 3}, {1, 2, 3, 4, 5, 6}), out = trial.output<float>("out", {3}, 3);
  const Axis i = make_axis("i", 3), k = make_axis("k", 3);
  const Expression sum = reduce(Reduction::sum, {k}, f32(x, {index(i), index(k)}));
  trial.kernel({i}, {{out, {index(i)}, select(less(index(i), integer(2)), sum, number(-1))}});
  trial.run();
  EXPECT_EQ(trial.values<float>(out), (Floats{6, 15, -1}));
}

TEST(Interpret, ReductionsOfEveryKindAndDtype) {
  const Axis k = make_axis("k", 3), l = make_axis("l", 2);
  const auto folded = [&](Reduction reduction) {
    Trial trial;
    const int x = trial.input<std::int8_t>("x", {3, 2}, {-3, 5, 100, 2, 7, 1});
    return value_of<std::int8_t>(reduce(reduction, {k, l}, load(x, DType::int8, {index(k), index(l)})), trial);
  };
  EXPECT_EQ(folded(Reduction::sum), 112);
  EXPECT_EQ(folded(Reduction::product), static_cast<std::int8_t>(-21000));
  EXPECT_EQ(folded(Reduction::minimum), -3);
  EXPECT_EQ(folded(Reduction::maximum), 100);
  const auto logical = [&](Reduction reduction, const std::vector<std::uint8_t>& values) {
    Trial trial;
    const int x = trial.given<std::uint8_t>(Role::input, "x", {3}, values, DType::boolean);
    return value_of<std::uint8_t>(reduce(reduction, {k}, load(x, DType::boolean, {index(k)})), trial) != 0;
  };
  EXPECT_TRUE(logical(Reduction::minimum, {1, 1, 1}));
  EXPECT_FALSE(logical(Reduction::minimum, {1, 0, 1}));
  EXPECT_TRUE(logical(Reduction::maximum, {0, 0, 1}));
  EXPECT_FALSE(logical(Reduction::maximum, {0, 0, 0}));
}

TEST(Interpret, ReductionsFoldInOrderFromTheNeutralElement) {
  const Axis k = make_axis("k", 3);
  const auto sum = [&](const Floats& values) {
    Trial trial;
    const int x = trial.input<float>("x", {3}, values);
    return value_of<float>(reduce(Reduction::sum, {k}, f32(x, {index(k)})), trial);
  };
  EXPECT_EQ(sum({1e8F, 1, -1e8F}), 0.0F);
  EXPECT_EQ(sum({1e8F, -1e8F, 1}), 1.0F);
  EXPECT_FALSE(std::signbit(sum({-0.0F, -0.0F, -0.0F}))) << "0 + -0";
  EXPECT_EQ(value_of<float>(reduce(Reduction::maximum, {make_axis("n", 0)}, number(1))), -INFINITY);
}

TEST(Interpret, ReductionInsideAReductionOverTheSameAxis) {
  Trial trial;
  const int x = trial.input<float>("x", {3}, {1, 2, 4});
  const Axis k = make_axis("k", 3);
  const Expression element = f32(x, {index(k)});
  const Expression inner = reduce(Reduction::sum, {k}, element);  // 7, whatever the outer k is
  EXPECT_EQ(value_of<float>(reduce(Reduction::maximum, {k}, element * inner), trial), 28);
}

TEST(Interpret, ProductsWithStridesBatchesAndOffsets) {
  Trial trial;
  const int a = trial.input<float>("a", {2, 2, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
            b = trial.input<float>("b", {2, 3}, {1, 2, 3, 4, 5, 6});
  const int c = trial.output<float>("c", {2, 2, 2}, 8);
  // b is used transposed: [inner 3, columns 2] with strides 1 and 3.
  Product product{"p", 2, 2, 2, 3, {a, integer(0), 6, 3, 1}, {b, integer(0), 0, 1, 3}, {c, integer(0), 4, 2, 1}, Write::set};
  trial.program.body = {product};
  trial.run();
  EXPECT_EQ(trial.values<float>(c), (Floats{14, 32, 32, 77, 50, 122, 68, 167}));
  product.write = Write::add;
  trial.program.body = {product};
  trial.run();
  EXPECT_EQ(trial.values<float>(c)[7], 334);
}

TEST(Interpret, ProductsInALoop) {
  Trial trial;
  const int a = trial.input<std::int32_t>("a", {3, 2}, {1, 2, 3, 4, 5, 6}), b = trial.input<std::int32_t>("b", {2, 1}, {10, 100});
  const int c = trial.output<std::int32_t>("c", {3}, 3);
  const Axis t = make_axis("t", 3);
  trial.loop(t,
             {Product{"p", 1, 1, 1, 2, {a, index(t) * integer(2), 0, 2, 1}, {b, integer(0), 0, 1, 1}, {c, index(t), 0, 1, 1}, Write::set}});
  trial.run();
  EXPECT_EQ(trial.values<std::int32_t>(c), (std::vector<std::int32_t>{210, 430, 650}));
}

// 2^24 + 1 is 2^24 in float32: added one by one, what follows would be lost.
TEST(Interpret, SumsOfManyTermsAreAsFarOffAsTheirBlocks) {
  Trial trial;
  Floats values(70000, 1.0F);
  values[0] = 0x1p24F;
  const int x = trial.input("x", {70, 1000}, values), ones = trial.input("ones", {70000}, Floats(70000, 1.0F));
  const int sum = trial.output<float>("sum", {}, 1), product = trial.output<float>("product", {1, 1}, 1);
  const Axis i = make_axis("i", 70), k = make_axis("k", 1000);
  trial.kernel({}, {{sum, {}, reduce(Reduction::sum, {i, k}, f32(x, {index(i), index(k)}))}});
  trial.program.body.emplace_back(
      Product{"p", 1, 1, 1, 70000, {x, integer(0), 0, 0, 1}, {ones, integer(0), 0, 1, 0}, {product, integer(0), 0, 1, 1}, Write::set});
  trial.run();
  const float lost = summation_block;  // at most, of the block with the large number
  EXPECT_NEAR(trial.values<float>(sum)[0], 0x1p24F + 69999, lost);
  EXPECT_NEAR(trial.values<float>(product)[0], 0x1p24F + 69999, lost);
}

TEST(Interpret, SumsAndProductsOfSixteenBitFloatsAreFormedInFloat32) {
  Trial trial;
  const int ones = trial.input<BFloat16>("ones", {300}, std::vector<BFloat16>(300, BFloat16{0x3f80}));
  const int sum = trial.output<BFloat16>("sum", {}, 1), product = trial.output<BFloat16>("product", {}, 1);
  const Axis k = make_axis("k", 300);
  const Expression one = load(ones, DType::bfloat16, {index(k)});
  trial.kernel({}, {{sum, {}, reduce(Reduction::sum, {k}, one)},
                    {product, {}, reduce(Reduction::product, {k}, one * constant(1 + 0x1p-7, DType::bfloat16))}});
  trial.run();
  EXPECT_EQ(trial.values<BFloat16>(sum)[0].bits, 0x4396) << "300; adding in bfloat16 would stop at 256";
  EXPECT_EQ(to_float(trial.values<BFloat16>(product)[0]), to_float(to_bfloat16(static_cast<float>(std::pow(1 + 0x1p-7, 300)))));
}

TEST(Interpret, AnAdditionMayKeepWhatItRoundsOff) {
  Trial trial;
  Floats values(1000, 1.0F);
  values[0] = 0x1p24F;
  const int x = trial.input("x", {1000}, values), sum = trial.output<float>("sum", {2}, 2), rest = trial.output<float>("rest", {2}, 2);
  std::vector<double> more(1000, 1);
  more[0] = 0x1p53;
  const int y = trial.input("y", {1000}, more), wide = trial.output<double>("wide", {1}, 1), off = trial.output<double>("off", {1}, 1);
  const Axis k = make_axis("k", 1000);
  trial.kernel({k}, {{sum, {integer(1)}, f32(x, {index(k)}), Write::add, rest},
                     {wide, {integer(0)}, load(y, DType::float64, {index(k)}), Write::add, off}});
  trial.run();
  EXPECT_EQ(static_cast<double>(trial.values<float>(sum)[1]) + trial.values<float>(rest)[1], 0x1p24 + 999);
  EXPECT_EQ(trial.values<float>(sum)[0], 0);
  EXPECT_EQ(trial.values<double>(wide)[0], 0x1p53);
  EXPECT_EQ(trial.values<double>(off)[0], 999);
}

TEST(Interpret, ProductsOfSixteenBitFloatsAddInFloat32) {
  Trial trial;
  const std::vector<BFloat16> ones(300, BFloat16{0x3f80});
  const int a = trial.input<BFloat16>("a", {1, 300}, ones), b = trial.input<BFloat16>("b", {300, 1}, ones);
  const int c = trial.output<BFloat16>("c", {1, 1}, 1);
  trial.program.body = {
      Product{"p", 1, 1, 1, 300, {a, integer(0), 0, 300, 1}, {b, integer(0), 0, 1, 1}, {c, integer(0), 0, 1, 1}, Write::set}};
  trial.run();
  EXPECT_EQ(trial.values<BFloat16>(c)[0].bits, 0x4396) << "300; adding in bfloat16 would stop at 256";
}

}  // namespace
}  // namespace pellucid::loop
