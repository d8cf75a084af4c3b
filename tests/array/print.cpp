#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>

#include <gtest/gtest.h>

#include <pellucid/array.hpp>

namespace pellucid {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
const std::vector<double> counting{-1};  // stands for 0, 1, 2, ...

struct Recorded {
  std::string label;
  DType dtype;
  Shape shape;
  std::vector<double> values;
  std::string text, repr;
};

const std::vector<Recorded>& recorded() {
  static const std::vector<Recorded> cases{
#include "numpy_texts.inc"
  };
  return cases;
}

Array array_of(const Recorded& one) {
  std::vector<double> values = one.values;
  if (values == counting && element_count(one.shape) != 1) {
    values.resize(static_cast<std::size_t>(element_count(one.shape)));
    std::iota(values.begin(), values.end(), 0.0);
  }
  return Array(values, one.shape).astype(one.dtype);
}

TEST(Print, TextIsNumPys) {
  for (const Recorded& one : recorded()) EXPECT_EQ(array_of(one).to_string(), one.text) << one.label;
  EXPECT_EQ(recorded().size(), 55U);
}

TEST(Print, ReprIsNumPys) {
  for (const Recorded& one : recorded()) EXPECT_EQ(array_of(one).repr(), one.repr) << one.label;
}

TEST(Print, ViewsPrintAsWhatTheyShow) {
  const Array array({{1, 2, 3}, {4, 5, 6}});
  EXPECT_EQ(array.transpose().to_string(), "[[1 4]\n [2 5]\n [3 6]]");
  EXPECT_EQ(array.select("[0, ::-1]").to_string(), "[3 2 1]");
  EXPECT_EQ(Array(7).broadcast_to({2, 2}).to_string(), "[[7 7]\n [7 7]]");
}

TEST(Print, ExtremesOf64BitIntegersKeepEveryDigit) {
  EXPECT_EQ(Array(std::vector<std::int64_t>{INT64_MIN, INT64_MAX}).to_string(), "[-9223372036854775808  9223372036854775807]");
  EXPECT_EQ(Array(std::vector<std::uint64_t>{UINT64_MAX}).repr(), "array([18446744073709551615], dtype=uint64)");
}

TEST(Print, Bfloat16ShowsTheDigitsThatNameIt) {
  const Array array = Array({0.1, 1.0, 2.5}).astype(DType::bfloat16);
  EXPECT_EQ(array.to_string(), "[0.1 1.  2.5]");
  EXPECT_EQ(array.repr(), "array([0.1, 1. , 2.5], dtype=bfloat16)");
  EXPECT_EQ(Array(1e-4, DType::bfloat16).to_string(), "0.0001");
  EXPECT_EQ(Array({3.0, 2000.0}).astype(DType::bfloat16).to_string(), "[3.e+00 2.e+03]");
}

TEST(Print, OptionsChangePrecisionWidthAndSummary) {
  EXPECT_EQ(Array({0.125, 2.0}).to_string({.precision = 2}), "[0.12 2.  ]");
  EXPECT_EQ(Array({12345.0, 1.0}).to_string({.precision = 0}), "[1.e+04 1.e+00]");
  EXPECT_EQ(Array({1.75, 1.0}).to_string({.precision = -3}), "[2. 1.]");
  EXPECT_EQ(Array({1, 2, 3, 4, 5, 6}).to_string({.threshold = 5, .edge_items = 2}), "[1 2 ... 5 6]");
  EXPECT_EQ(Array({1, 2, 3, 4, 5, 6}).to_string({.threshold = 5, .edge_items = 0}), "[1 ... 6]");
  EXPECT_EQ(Array({10, 20, 30}).to_string({.line_width = 7}), "[10 20\n 30]");
  EXPECT_EQ(Array({10, 20}).to_string({.line_width = 0}), "[10\n 20]");
}

TEST(Print, AStreamGetsTheText) {
  std::ostringstream stream;
  stream << Array({{1., 2.}, {3., 4.}});
  EXPECT_EQ(stream.str(), "[[1. 2.]\n [3. 4.]]");
}

TEST(Print, MoreEdgeItemsThanThereAreMeansAll) {
  EXPECT_EQ(Array({1, 2, 3}).to_string({.threshold = 0, .edge_items = std::numeric_limits<std::int64_t>::max()}), "[1 2 3]");
}

}  // namespace
}  // namespace pellucid
