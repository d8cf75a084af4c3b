// The functions of float32 against double, in units of the last place: over all bit patterns in steps, and at the edges.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "llvm/support/program_under_test.hpp"
#include "llvm/support/schedules.hpp"

namespace pellucid::testing {

namespace {

using loop::Operation;

struct Function {
  Operation operation;
  double (*exact)(double);
  const char* name;
};

constexpr Function functions[] = {
    {Operation::exponential, std::exp, "exponential"},
    {Operation::expm1, std::expm1, "expm1"},
    {Operation::logarithm, std::log, "logarithm"},
    {Operation::log1p, std::log1p, "log1p"},
    {Operation::tanh, std::tanh, "tanh"},
    {Operation::sech_squared, [](double x) { return 1 / (std::cosh(x) * std::cosh(x)); }, "sech_squared"},
    {Operation::sine, std::sin, "sine"},
    {Operation::cosine, std::cos, "cosine"},
    {Operation::tangent, std::tan, "tangent"},
    {Operation::erf, std::erf, "erf"},
    {Operation::erfc, std::erfc, "erfc"},
    {Operation::square_root, std::sqrt, "square_root"},
};

// The distance between the float and the exact value, in units of the last place of the latter; denormals have the smallest unit.
double error_in_ulp(float got, double exact) {
  const auto rounded = static_cast<float>(exact);
  if (std::isnan(got) || std::isnan(exact)) return std::isnan(got) == std::isnan(exact) ? 0 : 1e9;
  if (std::isinf(got) || std::isinf(rounded)) {
    if (got == rounded) return 0;
    const double limit = std::numeric_limits<float>::max();  // the last finite number and infinity are neighbours
    return std::fabs(std::isinf(got) ? exact : static_cast<double>(got)) > limit * (1 - 1e-6) ? 1 : 1e9;
  }
  int exponent = 0;
  std::frexp(exact, &exponent);
  const double unit = std::ldexp(1.0, std::max(exponent - 24, -149));
  return std::fabs(static_cast<double>(got) - exact) / unit;
}

class EachFunction : public ::testing::TestWithParam<Function> {};

TEST_P(EachFunction, IsWithinFourUnits) {
  const Function& function = GetParam();
  const std::int64_t count = 1 << 20;
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {count}), y = p.output(DType::float32, {count});
  const loop::Axis i = loop::make_axis("i", count);
  p.kernel({i}, {{y, {index(i)}, apply(function.operation, {p.at(x, {index(i)})})}}, along(0, 16));
  std::vector<float> numbers;
  for (std::uint64_t bits = 0; numbers.size() < static_cast<std::size_t>(count) - 12; bits += 4099)
    numbers.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  const float infinity = std::numeric_limits<float>::infinity(), tiny = std::numeric_limits<float>::denorm_min(),
              nan = std::numeric_limits<float>::quiet_NaN();
  for (const float edge : {0.0f, -0.0f, 1.0f, -1.0f, tiny, -tiny, infinity, -infinity, nan, std::numeric_limits<float>::max(),
                           std::numeric_limits<float>::lowest(), 0x1p-126f})
    numbers.push_back(edge);
  p.set(x, numbers);
  for (const auto& target : all_targets()) {
    const std::vector<double> results = p.native_result(y, target);
    double worst = 0;
    float where = 0;
    for (std::size_t k = 0; k < numbers.size(); ++k) {
      const double error = error_in_ulp(static_cast<float>(results[k]), function.exact(static_cast<double>(numbers[k])));
      if (error > worst) {
        worst = error;
        where = numbers[k];
      }
    }
    EXPECT_LE(worst, 4.0) << "at " << where << ", " << target.vector_bits << " bits";
    RecordProperty(std::to_string(target.vector_bits), std::to_string(worst));
    const auto of_zero = results[static_cast<std::size_t>(count) - 11];
    if (function.exact(-0.0) == 0) {
      EXPECT_TRUE(std::signbit(of_zero)) << "of -0";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Functions, EachFunction, ::testing::ValuesIn(functions),
                         [](const auto& info) { return std::string(info.param.name); });

// Where the interesting numbers are dense: every float of some binades around 1.
TEST_P(EachFunction, IsWithinFourUnitsAroundOne) {
  const Function& function = GetParam();
  const std::int64_t count = 1 << 20;
  ProgramUnderTest p;
  const int x = p.input(DType::float32, {count}), y = p.output(DType::float32, {count});
  const loop::Axis i = loop::make_axis("i", count);
  p.kernel({i}, {{y, {index(i)}, apply(function.operation, {p.at(x, {index(i)})})}}, along(0, 16));
  std::vector<float> numbers;
  for (std::uint32_t k = 0; k < static_cast<std::uint32_t>(count); ++k) {
    const std::uint32_t bits = 0x3a000000 + (k >> 1) * 199;  // from 0.0005 to 100
    numbers.push_back(std::bit_cast<float>(bits | (k & 1) << 31));
  }
  p.set(x, numbers);
  for (const auto& target : all_targets()) {
    const std::vector<double> results = p.native_result(y, target);
    double worst = 0;
    for (std::size_t k = 0; k < numbers.size(); ++k)
      worst = std::max(worst, error_in_ulp(static_cast<float>(results[k]), function.exact(static_cast<double>(numbers[k]))));
    EXPECT_LE(worst, 4.0) << target.vector_bits << " bits";
    RecordProperty(std::to_string(target.vector_bits), std::to_string(worst));
  }
}

// Vectors of 16, of 4 and single elements give the same bits where the formula is ours.
TEST(Functions, OwnFormulasDoNotDependOnLanes) {
  for (const Operation operation :
       {Operation::exponential, Operation::expm1, Operation::logarithm, Operation::log1p, Operation::tanh, Operation::sech_squared}) {
    ProgramUnderTest p;
    p.low = 0.01;
    p.high = 5;
    const int x = p.input(DType::float32, {1000});
    std::vector<int> outputs;
    for (const auto& schedule : {along(0, 16), along(0, 4, {3}), along(-1, 1)}) {
      outputs.push_back(p.output(DType::float32, {1000}));
      const loop::Axis i = loop::make_axis("i", 1000);
      p.kernel({i}, {{outputs.back(), {index(i)}, apply(operation, {p.at(x, {index(i)})})}}, schedule);
    }
    const auto first = p.native_result(outputs[0]);
    EXPECT_EQ(p.native_result(outputs[1]), first);
    EXPECT_EQ(p.native_result(outputs[2]), first);
  }
}

}  // namespace

}  // namespace pellucid::testing
