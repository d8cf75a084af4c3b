#include <pellucid/dtype.hpp>

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "base/half.hpp"

namespace pellucid {
namespace {

TEST(DType, PromotionFollowsTheDocumentedOrder) {
  EXPECT_EQ(promote(DType::int64, DType::float16), DType::float16);
  EXPECT_EQ(promote(DType::float32, DType::int64), DType::float32);
  EXPECT_EQ(promote(DType::float16, DType::bfloat16), DType::float32);
  EXPECT_EQ(promote(DType::float64, DType::float32), DType::float64);
  EXPECT_EQ(promote(DType::boolean, DType::uint8), DType::uint8);
  EXPECT_EQ(promote(DType::int8, DType::boolean), DType::int8);
  EXPECT_EQ(promote(DType::uint8, DType::int8), DType::int16);
  EXPECT_EQ(promote(DType::int16, DType::uint16), DType::int32);
  EXPECT_EQ(promote(DType::uint8, DType::int32), DType::int32);
  EXPECT_EQ(promote(DType::uint64, DType::int8), DType::float64);
  EXPECT_EQ(promote(DType::uint32, DType::int32), DType::int64);
  EXPECT_EQ(promote(DType::int8, DType::int16), DType::int16);
  EXPECT_EQ(promote(DType::uint32, DType::uint16), DType::uint32);
  EXPECT_EQ(promote(DType::int32, DType::int32), DType::int32);
}

TEST(DType, NamesAreNumPysAndAWrongOneGetsTheNearest) {
  EXPECT_EQ(name(DType::boolean), "bool");
  EXPECT_EQ(dtype_named("bfloat16"), DType::bfloat16);
  try {
    dtype_named("flaot32");
    FAIL();
  } catch (const NameError& error) {
    EXPECT_NE(std::string(error.what()).find("'float32'"), std::string::npos) << error.what();
  }
}

TEST(DType, FactsOfEach) {
  EXPECT_EQ(size_of(DType::float64), 8U);
  EXPECT_TRUE(is_floating(DType::bfloat16));
  EXPECT_FALSE(is_integer(DType::boolean));
  EXPECT_TRUE(is_signed(DType::float32));
  EXPECT_FALSE(is_signed(DType::uint16));
  EXPECT_EQ(dtype_of<std::int16_t>, DType::int16);
  EXPECT_EQ(dtype_of<std::uint64_t>, DType::uint64);
}

TEST(Half, EveryFloat16SurvivesFloat32) {
  for (std::uint32_t bits = 0; bits < 65536; ++bits) {
    const Float16 half{static_cast<std::uint16_t>(bits)};
    const float wide = to_float(half);
    if (std::isnan(wide)) EXPECT_TRUE(std::isnan(to_float(to_float16(wide))));
    else EXPECT_EQ(to_float16(wide).bits, half.bits) << bits;
  }
}

TEST(Half, RoundsToNearestEven) {
  EXPECT_EQ(to_float(to_float16(2049.0F)), 2048.0F);
  EXPECT_EQ(to_float(to_float16(2051.0F)), 2052.0F);
  EXPECT_TRUE(std::isinf(to_float(to_float16(65520.0F))));
  EXPECT_EQ(to_float(to_float16(65519.0F)), 65504.0F);
  EXPECT_EQ(to_float(to_float16(0x1p-25F)), 0.0F);
  EXPECT_EQ(to_float(to_float16(0x1.8p-25F)), 0x1p-24F);
  EXPECT_EQ(to_bfloat16(1.00390625F).bits, 0x3f80);  // halfway, to even
  EXPECT_TRUE(std::isnan(to_float(to_bfloat16(std::numeric_limits<float>::quiet_NaN()))));
  EXPECT_EQ(to_float(to_bfloat16(-0.0F)), 0.0F);
}

}  // namespace
}  // namespace pellucid
