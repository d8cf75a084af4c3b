// Arrays compute: values against plain loops, broadcasting, dtypes, shapes of every kind, errors.
#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <limits>

#include <pellucid/compute.hpp>
#include <pellucid/error.hpp>

#include "harness/refuses.hpp"

namespace pellucid {
namespace {

constexpr double nan_ = std::numeric_limits<double>::quiet_NaN();

// Numbers that differ from each other, in row-major order.
Array numbers(const Shape& shape, DType dtype = DType::float64, double first = 0.25, double step = 0.5) {
  std::vector<double> values(static_cast<std::size_t>(element_count(shape)));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = first + step * static_cast<double>(i % 17);
  return Array(values, shape).astype(dtype);
}

Array each(const Array& x, const std::function<double(double)>& f) {
  std::vector<double> values = x.to_vector<double>();
  for (double& value : values) value = f(value);
  return Array(values, x.shape());
}

TEST(Compute, OperatorsWorkElementByElement) {
  const Array a({1., 2., 3.}, DType::float64), b({4., 5., -6.}, DType::float64);
  EXPECT_TRUE(equal(a + b, Array({5., 7., -3.}, DType::float64)));
  EXPECT_TRUE(equal(a - b, Array({-3., -3., 9.}, DType::float64)));
  EXPECT_TRUE(equal(a * b, Array({4., 10., -18.}, DType::float64)));
  EXPECT_TRUE(equal(b / a, Array({4., 2.5, -2.}, DType::float64)));
  EXPECT_TRUE(equal(b % a, Array({0., 1., 0.}, DType::float64)));
  EXPECT_TRUE(equal(-a, Array({-1., -2., -3.}, DType::float64)));
  EXPECT_TRUE(equal(a < b, Array({true, true, false})));
  EXPECT_TRUE(equal(a <= 2, Array({true, true, false})));
  EXPECT_TRUE(equal(a > b, Array({false, false, true})));
  EXPECT_TRUE(equal(2 >= a, Array({true, true, false})));
  EXPECT_TRUE(equal(1 - a, Array({0., -1., -2.}, DType::float64)));
  EXPECT_TRUE(equal(6 / a, Array({6., 3., 2.}, DType::float64)));
}

TEST(Compute, WholeNumbersKeepTheirDigits) {
  constexpr std::int64_t large = (std::int64_t{1} << 53) + 1;
  EXPECT_TRUE(equal(Array({1, -1}, DType::int64) + large, Array({large + 1, large - 1}, DType::int64)));
  EXPECT_TRUE(equal(Array({0, 1}, DType::uint64) + large, Array({large, large + 1}, DType::uint64)));
  EXPECT_THROW(Array({1}, DType::int32) + large, ValueError);
  EXPECT_TRUE(equal(Array({true, false}) * large, Array({large, std::int64_t{0}}, DType::int64)));
}

TEST(Compute, StandardisingReadsAsItIsWritten) {
  const Array x = numbers({5, 3});
  const Array z = (x - ops::mean(x, {.axes = {0}})) / ops::standard_deviation(x, {.axes = {0}});
  for (std::int64_t j = 0; j < 3; ++j) {
    double mean = 0, variance = 0;
    for (std::int64_t i = 0; i < 5; ++i) mean += x.at<double>({i, j}) / 5;
    for (std::int64_t i = 0; i < 5; ++i) variance += std::pow(x.at<double>({i, j}) - mean, 2) / 5;
    for (std::int64_t i = 0; i < 5; ++i) EXPECT_NEAR(z.at<double>({i, j}), (x.at<double>({i, j}) - mean) / std::sqrt(variance), 1e-12);
  }
}

TEST(Compute, FunctionsAgreeWithPlainLoops) {
  const Array x = numbers({4, 7}, DType::float64, -1.75, 0.25), positive = numbers({4, 7});
  EXPECT_TRUE(all_close(ops::exp(x), each(x, [](double v) { return std::exp(v); }), {.relative = 1e-14}));
  EXPECT_TRUE(all_close(ops::log(positive), each(positive, [](double v) { return std::log(v); }), {.relative = 1e-14}));
  EXPECT_TRUE(all_close(ops::square_root(positive), each(positive, [](double v) { return std::sqrt(v); }), {.relative = 1e-15}));
  EXPECT_TRUE(all_close(ops::tanh(x), each(x, [](double v) { return std::tanh(v); }), {.relative = 1e-14}));
  EXPECT_TRUE(equal(ops::absolute(x), each(x, [](double v) { return std::fabs(v); })));
  EXPECT_TRUE(equal(ops::maximum(x, 0.5), each(x, [](double v) { return std::fmax(v, 0.5); })));
  EXPECT_TRUE(equal(ops::minimum(0.5, x), each(x, [](double v) { return std::fmin(v, 0.5); })));
  EXPECT_TRUE(equal(ops::clip(x, -1, 0.25), each(x, [](double v) { return std::fmin(std::fmax(v, -1), 0.25); })));
  EXPECT_TRUE(all_close(ops::power(positive, 1.5), each(positive, [](double v) { return std::pow(v, 1.5); }), {.relative = 1e-14}));
  EXPECT_TRUE(equal(ops::where(x < 0, x, 2 * x), each(x, [](double v) { return v < 0 ? v : 2 * v; })));
  EXPECT_TRUE(all_close(ops::log_gamma(positive), each(positive, [](double v) { return std::lgamma(v); }), {.relative = 1e-14}));
}

TEST(Compute, ReductionsAgreeWithPlainLoops) {
  const Array x = numbers({3, 4, 5}, DType::float64, -2, 0.75);
  const Array sum = ops::sum(x, {.axes = {0, 2}}), highest = ops::reduce_max(x, {.axes = {1}}), where = ops::argmax(x, {.axis = 1});
  ASSERT_EQ(sum.shape(), Shape{4});
  for (std::int64_t j = 0; j < 4; ++j) {
    double expected = 0;
    for (std::int64_t i = 0; i < 3; ++i)
      for (std::int64_t k = 0; k < 5; ++k) expected += x.at<double>({i, j, k});
    EXPECT_NEAR(sum.at<double>({j}), expected, 1e-12);
  }
  for (std::int64_t i = 0; i < 3; ++i)
    for (std::int64_t k = 0; k < 5; ++k) {
      std::int64_t best = 0;
      for (std::int64_t j = 1; j < 4; ++j)
        if (x.at<double>({i, j, k}) > x.at<double>({i, best, k})) best = j;
      EXPECT_EQ(highest.at<double>({i, k}), x.at<double>({i, best, k}));
      EXPECT_EQ(where.at<std::int64_t>({i, k}), best);
    }
  EXPECT_NEAR(ops::mean(x).item<double>(), ops::sum(x).item<double>() / 60, 1e-12);
  EXPECT_EQ(ops::reduce_min(x).item<double>(), -2);
  EXPECT_TRUE(ops::reduce_any(x < -1.5).item<bool>());
  EXPECT_FALSE(ops::reduce_all(x < -1.5).item<bool>());
}

TEST(Compute, MatricesAreMultiplied) {
  const Array a = numbers({3, 4}), b = numbers({4, 2}, DType::float64, -1), c = ops::matmul(a, b);
  ASSERT_EQ(c.shape(), (Shape{3, 2}));
  for (std::int64_t i = 0; i < 3; ++i)
    for (std::int64_t j = 0; j < 2; ++j) {
      double expected = 0;
      for (std::int64_t k = 0; k < 4; ++k) expected += a.at<double>({i, k}) * b.at<double>({k, j});
      EXPECT_NEAR(c.at<double>({i, j}), expected, 1e-12);
    }
  EXPECT_TRUE(equal(ops::matmul(Array({1., 2.}), Array({3., 4.})), Array(11.)));
}

TEST(Compute, ArraysAreJoinedAndCut) {
  const Array a({1, 2}), b({3, 4});
  EXPECT_TRUE(equal(ops::concatenate({a, b}), Array({1, 2, 3, 4})));
  EXPECT_TRUE(equal(ops::stack({a, b}), Array({{1, 2}, {3, 4}})));
  EXPECT_TRUE(equal(ops::tile(a, {.repeats = {2}}), Array({1, 2, 1, 2})));
  EXPECT_TRUE(equal(ops::flip(a), Array({2, 1})));
  const std::vector<Array> parts = ops::split(Array({1, 2, 3, 4, 5}), {.at = {2}});
  ASSERT_EQ(parts.size(), 2);
  EXPECT_TRUE(equal(parts[0], a));
  EXPECT_TRUE(equal(parts[1], Array({3, 4, 5})));
}

TEST(Compute, BroadcastsAsNumPy) {
  const Array row({1., 2., 3.}), column({{10.}, {20.}});
  EXPECT_TRUE(equal(row + column, Array({{11., 12., 13.}, {21., 22., 23.}})));
  EXPECT_TRUE(equal(column * row, Array({{10., 20., 30.}, {20., 40., 60.}})));
  EXPECT_TRUE(equal(Array(5.) + row, Array({6., 7., 8.})));
  EXPECT_TRUE(equal(row + Array({{{1.}}, {{2.}}}), Array({{{2., 3., 4.}}, {{3., 4., 5.}}})));
  // The same extents by chance, then others by the same ranks.
  EXPECT_EQ((numbers({3, 3}) + numbers({3})).shape(), (Shape{3, 3}));
  EXPECT_EQ((numbers({4, 3}) + numbers({3})).shape(), (Shape{4, 3}));
  EXPECT_EQ((numbers({4, 1}) + numbers({3})).shape(), (Shape{4, 3}));
  EXPECT_EQ((numbers({4, 3}) + numbers({1})).shape(), (Shape{4, 3}));
}

TEST(Compute, NumbersTakeTheDtypeOfTheArrays) {
  const auto dtype_of_result = [](const Array& x) { return x.dtype(); };
  const Array f32({1., 2.}), f64 = f32.astype(DType::float64), f16 = f32.astype(DType::float16), i8 = f32.astype(DType::int8), i64({1, 2});
  EXPECT_EQ(dtype_of_result(f32 * 2.0), DType::float32);
  EXPECT_EQ(dtype_of_result(f64 * 2.0F), DType::float64);
  EXPECT_EQ(dtype_of_result(f16 + 1), DType::float16);
  EXPECT_EQ(dtype_of_result(i8 + 1), DType::int8);
  EXPECT_EQ(dtype_of_result(i8 * 1.5), DType::float32);
  EXPECT_EQ(dtype_of_result(i64 / i64), DType::float32);
  EXPECT_EQ(dtype_of_result(i64 + f16), DType::float16);
  EXPECT_EQ(dtype_of_result(f32 + f64), DType::float64);
  EXPECT_EQ(dtype_of_result(Array({true, false}) + Array({true, true})), DType::int64);
  EXPECT_TRUE(equal(f64 * 0.1, Array({0.1, 0.2}, DType::float64)));
  EXPECT_TRUE(equal(i64 / 2, Array({0.5, 1.})));
  EXPECT_TRUE(equal(i8 + 126, Array({127, -128}, DType::int8)));
}

TEST(Compute, OneCodeServesNumbersOfAnyValue) {
  const Array x({1., 2.}, DType::float64);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(equal(x * (0.5 * i), Array({0.5 * i, 1.0 * i}, DType::float64)));
}

TEST(Compute, TakesShapesOfEveryKind) {
  EXPECT_EQ((Array(2.) * Array(3.)).item<float>(), 6);
  EXPECT_EQ((Array(2.) * 3).rank(), 0U);
  EXPECT_EQ((numbers({0, 3}) + 1).shape(), (Shape{0, 3}));
  EXPECT_EQ((numbers({0, 3}) + numbers({3})).shape(), (Shape{0, 3}));
  EXPECT_TRUE(equal(ops::sum(numbers({0, 3}), {.axes = {0}}), Array::zeros({3}, DType::float64)));
  EXPECT_TRUE(std::isnan(ops::mean(numbers({0})).item<double>()));
  EXPECT_TRUE(ops::reduce_all(Array::zeros({0}, DType::boolean)).item<bool>());
  EXPECT_EQ(ops::exp(Array()).shape(), Shape{0});
  for (std::int64_t n = 1; n < 40; ++n)
    for (std::int64_t m : {1, 2, 7}) {
      const Array x = numbers({n, m});
      EXPECT_TRUE(equal(x + x, 2 * x)) << n << " " << m;
      EXPECT_NEAR(ops::sum(x).item<double>(), ops::sum(ops::sum(x, {.axes = {0}})).item<double>(), 1e-9);
    }
}

TEST(Compute, TakesViewsAsTheyAre) {
  const Array whole = numbers({6, 8});
  const Array turned = whole.transpose(), every_other = whole.select("[::2, ::-3]"), repeated = numbers({8}).broadcast_to({6, 8});
  EXPECT_TRUE(equal(turned + 1, (whole + 1).transpose()));
  EXPECT_TRUE(equal(every_other * 2, (whole * 2).select("[::2, ::-3]")));
  EXPECT_TRUE(equal(whole - repeated, whole - numbers({8})));
  EXPECT_TRUE(equal(whole.select("[1]") + whole.select("[:, 1]").select("[0]"), whole.select("[1]") + whole.at<double>({0, 1})));
}

TEST(Compute, MakesANewArray) {
  Array x({1., 2.});
  Array y = ops::stop_gradient(x), same = ops::cast(x, {.dtype = DType::float32});
  EXPECT_FALSE(y.may_share_memory(x));
  EXPECT_FALSE(same.may_share_memory(x));
  y.set({0}, 7);
  EXPECT_EQ(x.at<float>({0}), 1);
  EXPECT_TRUE((x + 1).is_writable());
}

TEST(Compute, OptionsMeanWhatTheyMeanForVariables) {
  const Array x({{1., 3.}, {2., 0.}});
  EXPECT_TRUE(all_close(ops::softmax(x, {.axis = 0}), Array({{0.26894142, 0.95257413}, {0.73105858, 0.04742587}})));
  EXPECT_TRUE(equal(ops::top_k(x, {.k = 1}), Array({{3.}, {2.}})));
  EXPECT_TRUE(equal(ops::sort(x, {.axis = 0}), Array({{1., 0.}, {2., 3.}})));
  EXPECT_TRUE(equal(ops::reshape(x, {.dims = {4}}), Array({1., 3., 2., 0.})));
  EXPECT_TRUE(equal(ops::one_hot(Array({1, 0}), {.depth = 2}), Array({{0., 1.}, {1., 0.}})));
  EXPECT_TRUE(equal(ops::is_close(x, x + 1e-9), Array({{true, true}, {true, true}})));
  EXPECT_TRUE(equal(ops::nan_to_num(Array({nan_, 1.})), Array({0., 1.})));
  EXPECT_TRUE(equal(ops::compute("sum", {x}, {{"axes", std::vector<std::int64_t>{1}}}), Array({4., 2.})));
}

TEST(Compute, ErrorsNameFunctionAndShapes) {
  const Array a({{1., 2., 3.}, {4., 5., 6.}}), b({1., 2.});
  EXPECT_THAT([&] { a + b; }, refuses<ShapeError>("[add]", "the shapes do not broadcast", "a float32[2, 3], b float32[2]"));
  EXPECT_THAT([&] { ops::matmul(a, a); }, refuses<ShapeError>("float32[2, 3]"));
  EXPECT_THAT([&] { ops::mean(a, {.axes = {2}}); }, refuses<IndexError>("[mean]", "2"));
  EXPECT_THAT([&] { ops::concatenate({a, b}); }, refuses<ShapeError>("[concatenate]", "float32[2, 3]", "float32[2]"));
  EXPECT_THAT([&] { ops::top_k(a, {.k = 4}); }, refuses<ValueError>("[top_k]", "0 to 3"));
  EXPECT_THAT([&] { ops::reduce_max(Array::zeros({0})); }, refuses<ShapeError>("[reduce_max]", "no elements"));
  EXPECT_THAT([&] { ops::bitwise_not(a); }, refuses<DtypeError>("[bitwise_not]"));
  EXPECT_THAT([&] { ops::gather(a, Array({0, 5})); }, refuses<IndexError>("gather", "5"));
  EXPECT_THAT([&] { Array({1, 2}, DType::int8) + 300; }, refuses<ValueError>("[add]", "does not fit", "int8"));
  EXPECT_THAT([&] { ops::compute("sofmax", {a}); }, refuses<NameError>("no operation 'sofmax'", "'softmax'"));
  EXPECT_THAT([&] { ops::compute("sum", {a}, {{"axis", std::int64_t{1}}}); }, refuses<NameError>("no option 'axis'"));
  EXPECT_THAT([&] { ops::compute("add", {a}); }, refuses<ValueError>("wrong number of inputs"));
  // Again: what was refused once is not taken for known.
  EXPECT_THAT([&] { a + b; }, refuses<ShapeError>("[add]"));
  EXPECT_THAT([&] { ops::gather(a, Array({0, 2})); }, refuses<IndexError>("gather"));
  EXPECT_TRUE(equal(ops::gather(a, Array({0, 1})), a));
}

// A number is told from an array of rank 0, an option from its absence, a whole number from one with a fraction.
TEST(Compute, CallsThatDifferAreToldApart) {
  const Array i({1, 2});
  EXPECT_EQ((i + 1).dtype(), DType::int64);
  EXPECT_EQ((i + 1.0).dtype(), DType::float32);
  EXPECT_EQ((i + Array(1.0)).dtype(), DType::float32);
  EXPECT_TRUE(equal(ops::sum(Array({{1, 2}, {3, 4}})), Array(10)));
  EXPECT_TRUE(equal(ops::sum(Array({{1, 2}, {3, 4}}), {.axes = {0}}), Array({4, 6})));
  EXPECT_TRUE(equal(ops::sum(Array({{1, 2}, {3, 4}}), {.axes = {1}}), Array({3, 7})));
  EXPECT_TRUE(equal(ops::sum(Array({{1, 2}, {3, 4}}), {.axes = {0, 1}}), Array(10)));
  EXPECT_TRUE(equal(i - Array({3, 4}), Array({-2, -2})));
  EXPECT_TRUE(equal(3 - i, Array({2, 1})));
  EXPECT_TRUE(equal(i - 3, Array({-2, -1})));
}

}  // namespace
}  // namespace pellucid
