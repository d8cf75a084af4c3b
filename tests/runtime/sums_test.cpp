// Sums of so many numbers that what is added one by one is lost, in whole arrays and in the derivatives of what repeats.
#include <gmock/gmock.h>

#include <cmath>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "base/half.hpp"
#include "graph/scan.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

// One more than float32 counts to, and not the end of a block. Under sanitizers, where each kernel also runs in the checked interpreter, so many
// take minutes; there, memory is what is looked at.
#if defined(PELLUCID_SANITIZED)
constexpr std::int64_t many = (std::int64_t{1} << 18) + 4;
#else
constexpr std::int64_t many = (std::int64_t{1} << 24) + 4;
#endif

double only(const Array& array) { return array.to_vector<double>().at(0); }

Array numbers_between(const Shape& shape, double low, double high) {
  Array array = Array::uninitialized(shape, DType::float32);
  std::uint64_t state = 1;
  for (float& value : array.mutable_span<float>()) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    value = static_cast<float>(low + (high - low) * static_cast<double>(state >> 40) * 0x1p-24);
  }
  return array;
}

double mean_of(const Array& array) {
  double sum = 0;
  for (const float value : array.span<float>()) sum += value;
  return sum / static_cast<double>(array.size());
}

TEST(Sums, OfOnesAreTheirNumber) {
  const Array ones = Array::full({many}, 1, DType::float32);
  const auto sum_over = [&](const Dims& dims, const Axes& axes) {
    const Variable x = input("x", dims);
    Shape shape;
    for (const Dim& dim : dims) shape.push_back(dim.value());
    return Function({x}, {vocabulary::sum(x, {{"axes", axes}})})({ones.reshape(shape)})[0].to_vector<double>();
  };
  EXPECT_THAT(sum_over({many}, {0}), testing::ElementsAre(many));
  EXPECT_THAT(sum_over({many / 4, 4}, {0}), testing::Each(many / 4));
  EXPECT_THAT(sum_over({many, 1}, {0}), testing::ElementsAre(many));
  EXPECT_THAT(sum_over({1, many, 1}, {1}), testing::ElementsAre(many));
  EXPECT_THAT(sum_over({4, many / 4}, {0, 1}), testing::ElementsAre(many));
  const Variable x = input("x", {Dim::named("n"), 1});
  EXPECT_EQ(only(Function({x}, {vocabulary::sum(x, {{"axes", Axes{0}}})})({ones.reshape({many, 1})})[0]), many);
}

TEST(Sums, OfProductsOfOnesAreTheirNumber) {
  const Array ones = Array::full({many}, 1, DType::float32);
  const Variable a = input("a", {many}), b = input("b", {many, 1});
  EXPECT_EQ(only(Function({a}, {vocabulary::contraction(a, a, {{"labels", "i,i->"}})})({ones})[0]), many);
  const Function product({a, b}, {vocabulary::contraction(a, b, {{"labels", "i,ij->j"}})});
  EXPECT_EQ(only(product({ones, ones.reshape({many, 1})})[0]), many);
}

TEST(Sums, MeansAndVariancesOfManyNumbers) {
  const Array x = numbers_between({3000000, 2}, 250, 320);
  const Variable v = input("x", {3000000, 2});
  const Function function({v}, {vocabulary::mean(v), vocabulary::mean(v, {{"axes", Axes{0}}}), vocabulary::variance(v)});
  const std::vector<Array> received = function({x});
  const double mean = mean_of(x);
  EXPECT_NEAR(only(received[0]), mean, 1e-6 * mean);
  EXPECT_NEAR(received[1].to_vector<double>()[0] + received[1].to_vector<double>()[1], 2 * mean, 2e-6 * mean);
  EXPECT_NEAR(only(received[2]), 70.0 * 70 / 12, 0.5);
}

TEST(Sums, AVarianceIsNotThatOfItsRoundings) {
  const Array x = numbers_between({100000}, 9999.99, 10000.01);
  const Variable v = input("x", {100000});
  const double truth = only(evaluate({vocabulary::variance(v)}, {{v, x}}, {.float64 = true})[0]);
  EXPECT_NEAR(only(Function({v}, {vocabulary::variance(v)})({x})[0]), truth, 1e-2 * truth);
  EXPECT_NEAR(only(evaluate({vocabulary::variance(v)}, {{v, x}})[0]), truth, 1e-2 * truth);
}

TEST(Sums, LargeProductsOfMatricesAreAsFarOffAsTheirBlocks) {
  for (const DType dtype : {DType::float32, DType::float64}) {
    for (const std::string labels : {"ik,kj->ij", "ik,kj->ji"}) {
      constexpr std::int64_t inner = 300000;
      const Variable a = input("a", {16, inner}, dtype), b = input("b", {inner, 17}, dtype);
      const Function function({a, b}, {vocabulary::contraction(a, b, {{"labels", labels}})});
      Array large = Array::full({16, inner}, 1, dtype);
      const double first = dtype == DType::float32 ? 0x1p24 : 0x1p53;
      large.select(Selection({Selection::Item{Slice{}}, std::int64_t{0}})).assign(Array(first, dtype));
      const double truth = first + static_cast<double>(inner - 1);
      for (const double sum : function({large, Array::full({inner, 17}, 1, dtype)})[0].to_vector<double>())
        EXPECT_NEAR(sum, truth, truth * 500 * (dtype == DType::float32 ? 0x1p-24 : 0x1p-53));
      for (const double sum : function({Array::full({16, inner}, 0.1, dtype), Array::full({inner, 17}, 0.1, dtype)})[0].to_vector<double>())
        EXPECT_NEAR(sum, 0.01 * inner, 0.01 * inner * 1e-5);
      EXPECT_THAT(function.program_text(), testing::HasSubstr("product"));
    }
  }
}

// What a mean of more numbers than its dtype counts to gives back to each.
TEST(Sums, DerivativesOfMeansInSixteenBits) {
  const Variable x = input("x", {70000}, DType::float16);
  const Array ones = Array::full({70000}, 1, DType::float16);
  const Variable slope = gradient(vocabulary::mean(x), x), spread = gradient(vocabulary::variance(x), x);
  const double share = to_float(to_float16(1.0F / 70000));
  for (const std::vector<Array>& results : {evaluate({slope, spread}, {{x, ones}}), Function({x}, {slope, spread})({ones})}) {
    EXPECT_EQ(results[0].to_vector<double>()[69999], share);
    EXPECT_EQ(results[1].to_vector<double>()[0], 0);
  }
}

// The cotangents of what every step of a loop uses are added up in float32.
TEST(Sums, OfStepsInSixteenBits) {
  const Variable x = input("x", {300}, DType::bfloat16), w = input("w", {}, DType::bfloat16);
  const ScanBuild loop = {.sequences = {x}, .initial = {}, .length = 300};
  const Variable y = scan(loop, [&](const ScanStep& at) { return ScanYield{.carries = {}, .collected = {at.slices[0] * w}}; }).collected[0];
  const Variable slope = gradient(vocabulary::sum(y), w);
  const Array ones = Array::full({300}, 1, DType::bfloat16), one = Array::full({}, 1, DType::bfloat16);
  EXPECT_EQ(only(evaluate({slope}, {{x, ones}, {w, one}})[0]), 300);
  EXPECT_EQ(only(Function({x, w}, {slope})({ones, one})[0]), 300);
}

TEST(Sums, OfNothingAndOfMinusZero) {
  const Variable x = input("x", {3}), none = input("none", {0});
  const Variable sum = vocabulary::sum(x), mean = vocabulary::mean(none), nothing = vocabulary::sum(none);
  const Array minus = Array::full({3}, -0.0, DType::float32), empty = Array::full({0}, 1, DType::float32);
  for (const std::vector<Array>& results :
       {evaluate({sum, mean, nothing}, {{x, minus}, {none, empty}}), Function({x, none}, {sum, mean, nothing})({minus, empty})}) {
    EXPECT_FALSE(std::signbit(only(results[0])));
    EXPECT_TRUE(std::isnan(only(results[1])));
    EXPECT_EQ(only(results[2]), 0);
  }
}

}  // namespace
}  // namespace pellucid::inline v0
