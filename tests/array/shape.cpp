#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/array.hpp>
#include <pellucid/error.hpp>

namespace pellucid {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(ArrayShape, CountsElementsAndBytes) {
  EXPECT_EQ(element_count({}), 1);
  EXPECT_EQ(element_count({2, 0, 3}), 0);
  EXPECT_EQ(byte_count({2, 3}, DType::float64), 48U);
  EXPECT_EQ(row_major_strides({2, 3, 4}), (Shape{12, 4, 1}));
  EXPECT_EQ(to_string(Shape{2, 3}), "[2, 3]");
  EXPECT_EQ(to_string(Shape{}), "[]");
}

TEST(ArrayShape, WhatCannotBeCountedIsRefusedBeforeAnyAllocation) {
  const std::int64_t large = std::int64_t{1} << 31;
  EXPECT_THAT([&] { Array::zeros({large, large, 2}); },
              ThrowsMessage<ShapeError>(HasSubstr("does not fit 63 bits; received shape [2147483648, 2147483648, 2]")));
  EXPECT_THAT([&] { Array::zeros({large, large}, DType::float64); },
              ThrowsMessage<ShapeError>(HasSubstr("number of bytes does not fit 63 bits")));
  EXPECT_THROW(Array::zeros({0, large, large, 2}), ShapeError);
  EXPECT_THAT([] { Array::zeros({2, -1}); },
              ThrowsMessage<ShapeError>(HasSubstr("an extent is negative; expected extents of 0 or more; received [2, -1]")));
  EXPECT_THAT([] { Array::zeros(Shape(33, 1)); }, ThrowsMessage<ShapeError>(HasSubstr("too many axes; expected at most 32; received 33")));
}

}  // namespace
}  // namespace pellucid
