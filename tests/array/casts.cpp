#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/array.hpp>

#include "array/convert.hpp"

namespace pellucid {
namespace {

using testing::ElementsAre;

constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
constexpr DType every_dtype[] = {DType::boolean,  DType::int8,    DType::int16,  DType::int32,  DType::int64,
                                 DType::uint8,    DType::uint16,  DType::uint32, DType::uint64, DType::float16,
                                 DType::bfloat16, DType::float32, DType::float64};

TEST(ArrayCast, SmallNumbersSurviveEveryPairOfDtypes) {
  for (const DType from : every_dtype)
    for (const DType to : every_dtype) {
      const Array array = Array({0, 1, 1, 0}).astype(from);
      EXPECT_TRUE(equal(array.astype(to), Array({0, 1, 1, 0}, to))) << name(from) << " to " << name(to);
      EXPECT_TRUE(equal(array.slice(0, {.step = -2}).astype(to), Array({0, 1}, to))) << name(from) << " to " << name(to);
    }
}

TEST(ArrayCast, TheSameDtypeIsTheSameArray) {
  const Array array({1., 2.});
  EXPECT_EQ(array.astype(DType::float32).data(), array.data());
}

TEST(ArrayCast, FloatsToIntegersTruncateAndSaturate) {
  const Array values(std::vector<double>{1.9, -1.9, 1e10, -1e10, nan, inf, -inf, -0.5});
  EXPECT_THAT(values.astype(DType::int8).to_vector<int>(), ElementsAre(1, -1, 127, -128, 0, 127, -128, 0));
  EXPECT_THAT(values.astype(DType::uint8).to_vector<int>(), ElementsAre(1, 0, 255, 0, 0, 255, 0, 0));
  EXPECT_EQ(Array(std::vector<double>{0x1p63, -0x1p63, 0x1p62}).to_vector<std::int64_t>(),
            (std::vector<std::int64_t>{INT64_MAX, INT64_MIN, std::int64_t{1} << 62}));
  EXPECT_EQ(Array(std::vector<float>{0x1p64f, 0x1p63f}).to_vector<std::uint64_t>(),
            (std::vector<std::uint64_t>{UINT64_MAX, std::uint64_t{1} << 63}));
  EXPECT_EQ(Array(std::vector<float>{2147483648.0f, -2147483648.0f}).to_vector<int>(), (std::vector<int>{INT32_MAX, INT32_MIN}));
}

TEST(ArrayCast, IntegersWrap) {
  EXPECT_THAT(Array({300, -1}).astype(DType::uint8).to_vector<int>(), ElementsAre(44, 255));
  EXPECT_THAT(Array({200}).astype(DType::int8).to_vector<int>(), ElementsAre(-56));
}

TEST(ArrayCast, ToBoolIsNotZero) {
  EXPECT_THAT(Array(std::vector<double>{0.0, -0.0, 0.1, nan}).to_vector<bool>(), ElementsAre(false, false, true, true));
  EXPECT_THAT(Array({0.0, -0.0, 0.1, nan}, DType::float16).to_vector<bool>(), ElementsAre(false, false, true, true));
  EXPECT_THAT(Array({0.0, 0.1}, DType::bfloat16).to_vector<bool>(), ElementsAre(false, true));
}

TEST(ArrayCast, BytesOfABoolOtherThanOneAreTrue) {
  std::uint8_t bytes[] = {0, 2, 255};
  const Array array = Array::borrow({.data = bytes, .dtype = DType::boolean, .shape = {3}});
  EXPECT_THAT(array.astype(DType::int32).to_vector<int>(), ElementsAre(0, 1, 1));
  EXPECT_THAT(array.copy().span<bool>(), ElementsAre(false, true, true));
}

TEST(ArrayCast, HalvesRoundToNearestEven) {
  const auto bits16 = [](double value) { return Array(value, DType::float16).at<Float16>({}).bits; };
  EXPECT_EQ(bits16(65504), 0x7bff);
  EXPECT_EQ(bits16(65519.99), 0x7bff);
  EXPECT_EQ(bits16(65520), 0x7c00);
  EXPECT_EQ(bits16(-inf), 0xfc00);
  EXPECT_EQ(bits16(0x1p-24), 0x0001);
  EXPECT_EQ(bits16(0x1p-25), 0x0000);
  EXPECT_EQ(bits16(-0.0), 0x8000);
  EXPECT_TRUE(std::isnan(Array(nan, DType::float16).item<double>()));
  EXPECT_TRUE(std::isnan(Array(nan, DType::bfloat16).item<double>()));
}

TEST(ArrayCast, DoublesBecomeHalvesInOneRounding) {
  // One half and a hair more than half a step: by way of float32 the hair would be lost, and the tie would go to the even neighbour.
  const double above_tie = 1 + 0x1p-11 + 0x1p-40, above_tie_bf = 1 + 0x1p-8 + 0x1p-40;
  EXPECT_EQ(Array(above_tie, DType::float16).at<Float16>({}).bits, 0x3c01);
  EXPECT_EQ(Array(above_tie_bf, DType::bfloat16).at<BFloat16>({}).bits, 0x3f81);
  EXPECT_EQ(Array(-above_tie_bf, DType::bfloat16).at<BFloat16>({}).bits, 0xbf81);
  EXPECT_EQ(Array(1e300, DType::bfloat16).at<BFloat16>({}).bits, 0x7f80);
  EXPECT_EQ(Array(1e-300, DType::bfloat16).at<BFloat16>({}).bits, 0x0000);
}

TEST(ArrayCast, IntegersBecomeHalvesInOneRounding) {
  const std::int64_t above_tie = (std::int64_t{1} << 62) + (std::int64_t{1} << 54) + 1;
  EXPECT_EQ(Array(above_tie).astype(DType::bfloat16).at<BFloat16>({}).bits, 0x5e81);
  EXPECT_EQ(Array(-above_tie).astype(DType::bfloat16).at<BFloat16>({}).bits, 0xde81);
  EXPECT_EQ(Array(static_cast<std::uint64_t>(above_tie)).astype(DType::uint64).astype(DType::bfloat16).at<BFloat16>({}).bits, 0x5e81);
  EXPECT_EQ(Array(INT64_MIN).astype(DType::bfloat16).at<BFloat16>({}).bits, 0xdf00);
  EXPECT_EQ(Array(std::int64_t{1} << 62).astype(DType::bfloat16).at<BFloat16>({}).bits, 0x5e80);
}

// Against the definition: among the two halves around a number, the nearer one, or the one whose last bit is 0.
TEST(ArrayCast, RandomDoublesRoundToTheNearestHalf) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> exponent(-26, 17), mantissa(1, 2);
  for (int i = 0; i < 20000; ++i) {
    const double value = std::min(std::ldexp(mantissa(random), static_cast<int>(exponent(random))), 65519.0);
    const Float16 rounded = convert<Float16>(value);
    const auto distance = [&](int step) {
      const int bits = rounded.bits + step;
      return bits < 0 || bits > 0x7bff ? inf : std::fabs(static_cast<double>(to_float(Float16{static_cast<std::uint16_t>(bits)})) - value);
    };
    ASSERT_LE(distance(0), distance(1)) << value;
    ASSERT_LE(distance(0), distance(-1)) << value;
    const bool is_tie = distance(0) == distance(1) || distance(0) == distance(-1);
    ASSERT_TRUE(!is_tie || rounded.bits % 2 == 0) << value;
  }
}

TEST(ArrayCopy, FollowsAnyLayout) {
  const Array base(std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {2, 3, 2});
  EXPECT_THAT(base.transpose({1, 2, 0}).copy().span<int>(), ElementsAre(0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11));
  EXPECT_THAT(base.select("[::-1, 1]").copy().span<int>(), ElementsAre(8, 9, 2, 3));
  EXPECT_THAT(base.select("[:, ::2, 0]").astype(DType::float64).span<double>(), ElementsAre(0, 4, 6, 10));
  EXPECT_EQ(base.select("[:, 3:]").copy().shape(), (Shape{2, 0, 2}));
  EXPECT_EQ(Array(5).copy().item<int>(), 5);
}

}  // namespace
}  // namespace pellucid
