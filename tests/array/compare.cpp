#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/array.hpp>
#include <pellucid/error.hpp>

namespace pellucid {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();

TEST(ArrayCompare, EqualIsAboutDtypeShapeAndNumbers) {
  const Array array({{1., 2.}, {3., 4.}});
  EXPECT_TRUE(equal(array, array.copy()));
  EXPECT_TRUE(equal(array.transpose(), Array({{1., 3.}, {2., 4.}})));
  EXPECT_FALSE(equal(array, array.transpose()));
  EXPECT_FALSE(equal(array, array.astype(DType::float64)));
  EXPECT_FALSE(equal(array, array.reshape({4})));
  EXPECT_TRUE(equal(Array(), Array()));
  EXPECT_TRUE(equal(Array({0.0}), Array({-0.0})));
  EXPECT_FALSE(equal(Array({1, 2}), Array({1, 3})));
}

TEST(ArrayCompare, NanEqualsNanOnlyOnRequest) {
  for (const DType dtype : {DType::float16, DType::bfloat16, DType::float32, DType::float64}) {
    const Array array({1.0, nan}, dtype);
    EXPECT_FALSE(equal(array, array));
    EXPECT_TRUE(equal(array, array, {.nan_equal = true}));
    EXPECT_FALSE(equal(array, Array({nan, nan}, dtype), {.nan_equal = true}));
  }
}

TEST(ArrayCompare, SameBitsTellsZerosApartAndKnowsNan) {
  EXPECT_FALSE(same_bits(Array({0.0}), Array({-0.0})));
  EXPECT_TRUE(same_bits(Array({nan}), Array({nan})));
  EXPECT_FALSE(same_bits(Array({1}), Array({1.0})));
  EXPECT_FALSE(same_bits(Array({1}), Array({1, 1})));
  EXPECT_TRUE(same_bits(Array({{1, 2}, {3, 4}}).transpose(), Array({{1, 3}, {2, 4}})));
}

TEST(ArrayCompare, AllCloseUsesBothTolerances) {
  EXPECT_TRUE(all_close(Array({1.0, 100.0}), Array({1.000001, 100.0005})));
  EXPECT_FALSE(all_close(Array({1.0}), Array({1.1})));
  EXPECT_TRUE(all_close(Array({1.0}), Array({1.1}), {.relative = 0.1}));
  EXPECT_TRUE(all_close(Array({0.0}), Array({0.1}), {.relative = 0, .absolute = 0.2}));
  EXPECT_TRUE(all_close(Array({1, 2}), Array({1.0, 2.0})));
  EXPECT_TRUE(all_close(Array({inf, -inf}), Array({inf, -inf})));
  EXPECT_FALSE(all_close(Array({inf}), Array({-inf})));
  EXPECT_FALSE(all_close(Array({1.0}), Array({inf})));
  EXPECT_FALSE(all_close(Array({nan}), Array({nan})));
  EXPECT_TRUE(all_close(Array({nan}), Array({nan}), {.nan_equal = true}));
  EXPECT_FALSE(all_close(Array({nan}), Array({1.0}), {.nan_equal = true}));
}

TEST(ArrayCompare, AllCloseOfDifferentShapesIsAMistake) {
  EXPECT_THAT([] { (void)all_close(Array({1.0}), Array({1.0, 2.0})); },
              ThrowsMessage<ShapeError>(HasSubstr("the shapes differ; expected [2]; received [1]")));
}

}  // namespace
}  // namespace pellucid
