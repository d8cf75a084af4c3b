// What computations keep: code for patterns, not for shapes, and no more than the bounds allow.
#include <gtest/gtest.h>

#include <pellucid/compute.hpp>

#include "compute/kept.hpp"

namespace pellucid {
namespace {

std::uint64_t compiled() { return compute::kept().code.made; }

TEST(ComputeCaches, ANewShapeCompilesNothing) {
  const auto ask = [](std::int64_t n, std::int64_t m) {
    const Array x = Array::full({n, m}, 1), row = Array::full({m}, 2);
    EXPECT_EQ((x * row).at<float>({n - 1, m - 1}), 2);
    EXPECT_EQ(ops::sum(x, {.axes = {0}}).at<float>({m - 1}), static_cast<float>(n));
    EXPECT_EQ(ops::matmul(x, row).at<float>({n - 1}), 2 * static_cast<float>(m));
  };
  ask(2, 3);
  const std::uint64_t before = compiled();
  for (std::int64_t n = 4; n < 40; ++n) ask(n, 3), ask(2, n), ask(n, n + 1);
  EXPECT_EQ(compiled(), before);
}

TEST(ComputeCaches, ExtentsThatBroadcastOrAreEqualHaveCodeOfTheirOwn) {
  const auto sum = [](const Shape& a, const Shape& b) { return (Array::zeros(a) + Array::zeros(b)).shape(); };
  const std::uint64_t before = compiled();
  EXPECT_EQ(sum({5, 6, 7}, {6, 7}), (Shape{5, 6, 7}));
  EXPECT_EQ(compiled(), before + 1);
  EXPECT_EQ(sum({5, 6, 7}, {1, 7}), (Shape{5, 6, 7}));
  EXPECT_EQ(compiled(), before + 2);
  EXPECT_EQ(sum({8, 9, 10}, {9, 10}), (Shape{8, 9, 10}));
  EXPECT_EQ(sum({8, 9, 10}, {1, 10}), (Shape{8, 9, 10}));
  EXPECT_EQ(compiled(), before + 2);
}

TEST(ComputeCaches, NumbersAreNoPartOfTheCode) {
  const Array x({1., 2.}, DType::float64);
  x * 0.5;
  const std::uint64_t before = compiled();
  for (int i = 1; i < 50; ++i) EXPECT_EQ((x * (0.25 * i)).at<double>({1}), 0.5 * i);
  EXPECT_EQ(compiled(), before);
}

// What functions keep to compute in counts too, and goes with the least recently used ones.
TEST(ComputeCaches, MemoryOfLargeCallsIsBounded) {
  const Array x = Array::full({3000, 1000}, 0.5);
  for (const std::int64_t axis : {0, 1})
    for (const DType dtype : {DType::float32, DType::float64, DType::int32, DType::int16, DType::uint8}) {
      const Array of_dtype = x.astype(dtype);
      EXPECT_EQ(ops::sort(of_dtype, {.axis = axis}).shape(), x.shape());
      EXPECT_EQ(ops::standard_deviation(of_dtype, {.axes = {axis}}).rank(), 1U);
      EXPECT_LE(compute::kept().code.bytes, std::size_t{64} << 20);
    }
}

TEST(ComputeCaches, AreBounded) {
  for (std::int64_t n = 1; n <= 12000; ++n) -Array::zeros({n});
  const compute::Kept kept = compute::kept();
  EXPECT_GT(kept.meanings.forgotten, 0U);
  EXPECT_LE(kept.meanings.bytes, std::size_t{4} << 20);
  EXPECT_GT(kept.meanings.entries, 100U);
  EXPECT_LE(kept.code.bytes, std::size_t{64} << 20);
}

}  // namespace
}  // namespace pellucid
