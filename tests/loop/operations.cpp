#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/half.hpp"
#include "loop/operation.hpp"
#include "trial.hpp"

namespace pellucid::loop {
namespace {

constexpr float nan_ = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();

float f32(Operation operation, const std::vector<float>& arguments) { return compute<float>(operation, arguments); }
double f64(Operation operation, const std::vector<double>& arguments) { return compute<double>(operation, arguments); }
template <class T>
T whole(Operation operation, const std::vector<T>& arguments) {
  return compute<T>(operation, arguments);
}
template <class T>
bool truth(Operation operation, const std::vector<T>& arguments, DType dtype = dtype_of<T>) {
  return compute<std::uint8_t>(operation, arguments, dtype) != 0;
}
bool logic(Operation operation, const std::vector<std::uint8_t>& arguments) { return truth(operation, arguments, DType::boolean); }

MATCHER(IsNan, "") { return std::isnan(arg); }
MATCHER(IsMinusZero, "") { return arg == 0 && std::signbit(arg); }
MATCHER(IsPlusZero, "") { return arg == 0 && !std::signbit(arg); }

TEST(Operations, FloatArithmeticIsThatOfTheDtype) {
  EXPECT_EQ(f32(Operation::add, {16777216.0F, 1.0F}), 16777216.0F);
  EXPECT_EQ(f64(Operation::add, {16777216.0, 1.0}), 16777217.0);
  EXPECT_EQ(f32(Operation::subtract, {1.0F, 2.5F}), -1.5F);
  EXPECT_EQ(f32(Operation::multiply, {3.0F, -0.5F}), -1.5F);
  EXPECT_EQ(f32(Operation::multiply, {1e30F, 1e30F}), inf);
  EXPECT_EQ(f32(Operation::divide, {1.0F, 3.0F}), 1.0F / 3.0F);
  EXPECT_EQ(f32(Operation::divide, {1.0F, 0.0F}), inf);
  EXPECT_EQ(f32(Operation::divide, {1.0F, -0.0F}), -inf);
  EXPECT_THAT(f32(Operation::divide, {0.0F, 0.0F}), IsNan());
  EXPECT_THAT(f32(Operation::subtract, {inf, inf}), IsNan());
  EXPECT_THAT(f32(Operation::add, {-0.0F, -0.0F}), IsMinusZero());
  EXPECT_EQ(f32(Operation::power, {2.0F, -2.0F}), 0.25F);
  EXPECT_EQ(f32(Operation::power, {0.0F, 0.0F}), 1.0F);
  EXPECT_THAT(f32(Operation::power, {-1.0F, 0.5F}), IsNan());
}

TEST(Operations, AFlowOfZeroOrThroughASlopeOfZeroIsZero) {
  EXPECT_EQ(f32(Operation::flow_product, {3.0F, -0.5F}), -1.5F);
  for (const float other : {inf, -inf, nan_, 2.0F})
    for (const float zero : {0.0F, -0.0F}) {
      EXPECT_EQ(f32(Operation::flow_product, {zero, other}), 0.0F) << other;
      EXPECT_EQ(f32(Operation::flow_product, {other, zero}), 0.0F) << other;
    }
  EXPECT_THAT(f32(Operation::flow_product, {nan_, 2.0F}), IsNan());
  EXPECT_EQ(f32(Operation::flow_product, {inf, -2.0F}), -inf);
}

TEST(Operations, SixteenBitFloatsAreRoundedAfterEachOperation) {
  const auto half = [](float value) { return to_float16(value); };
  const auto brain = [](float value) { return to_bfloat16(value); };
  EXPECT_EQ(compute<Float16>(Operation::add, std::vector{half(2048), half(1)}), half(2048));
  EXPECT_EQ(compute<Float16>(Operation::multiply, std::vector{half(300), half(300)}), half(inf));
  EXPECT_EQ(compute<Float16>(Operation::exponential, std::vector{half(1)}), half(std::exp(1.0F)));
  EXPECT_EQ(compute<BFloat16>(Operation::add, std::vector{brain(256), brain(1)}), brain(256));
  EXPECT_EQ(compute<BFloat16>(Operation::divide, std::vector{brain(1), brain(3)}), brain(1.0F / 3.0F));
  EXPECT_EQ(compute<BFloat16>(Operation::negate, std::vector{brain(0)}), brain(-0.0F));
  EXPECT_TRUE(truth(Operation::less, std::vector{half(1), half(2)}));
}

TEST(Operations, FmaRoundsOnce) {
  const float a = 1.0F + 0x1p-12F, product = a * a;
  EXPECT_EQ(f32(Operation::fma, {a, a, -product}), 0x1p-24F);
  const double x = 1.0 + 0x1p-30;
  EXPECT_EQ(f64(Operation::fma, {x, x, -(x * x)}), 0x1p-60);
}

TEST(Operations, IntegersWrapAtTheirWidth) {
  EXPECT_EQ(whole<std::int8_t>(Operation::add, {127, 1}), -128);
  EXPECT_EQ(whole<std::int16_t>(Operation::multiply, {300, 300}), static_cast<std::int16_t>(90000));
  EXPECT_EQ(whole<std::uint8_t>(Operation::subtract, {0, 1}), 255);
  EXPECT_EQ(whole<std::uint32_t>(Operation::negate, {1}), 0xffffffffU);
  EXPECT_EQ(whole<std::int32_t>(Operation::negate, {std::numeric_limits<std::int32_t>::min()}), std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ(whole<std::int64_t>(Operation::add, {std::numeric_limits<std::int64_t>::max(), 1}), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(whole<std::int64_t>(Operation::absolute, {std::numeric_limits<std::int64_t>::min()}), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(whole<std::uint64_t>(Operation::multiply, {~0ULL, ~0ULL}), 1U);
}

TEST(Operations, DivisionOfIntegersRoundsTowardMinusInfinity) {
  for (int a = -8; a <= 8; ++a)
    for (int b = -3; b <= 3; ++b) {
      const auto quotient = whole<std::int32_t>(Operation::floor_divide, {a, b}), rest = whole<std::int32_t>(Operation::modulo, {a, b});
      EXPECT_EQ(quotient, b == 0 ? 0 : static_cast<int>(std::floor(static_cast<double>(a) / b))) << a << " // " << b;
      EXPECT_EQ(rest, b == 0 ? 0 : a - b * quotient) << a << " % " << b;
    }
  EXPECT_EQ(whole<std::int64_t>(Operation::floor_divide, {std::numeric_limits<std::int64_t>::min(), -1}),
            std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(whole<std::int64_t>(Operation::modulo, {std::numeric_limits<std::int64_t>::min(), -1}), 0);
  EXPECT_EQ(whole<std::uint8_t>(Operation::floor_divide, {255, 2}), 127);
  EXPECT_EQ(whole<std::uint8_t>(Operation::modulo, {255, 2}), 1);
  EXPECT_EQ(whole<std::uint8_t>(Operation::floor_divide, {255, 0}), 0);
  EXPECT_EQ(whole<std::uint8_t>(Operation::modulo, {255, 0}), 0);
}

TEST(Operations, BitsOfIntegers) {
  EXPECT_EQ(whole<std::int8_t>(Operation::bitwise_and, {-4, 14}), 12);
  EXPECT_EQ(whole<std::uint8_t>(Operation::bitwise_or, {0xf0, 0x1e}), 0xfe);
  EXPECT_EQ(whole<std::int64_t>(Operation::bitwise_xor, {-1, 5}), -6);
  EXPECT_EQ(whole<std::uint16_t>(Operation::bitwise_not, {0}), 0xffff);
  EXPECT_EQ(whole<std::int32_t>(Operation::bitwise_not, {41}), -42);
}

// What is no position of a bit takes all of them out: nothing is left to the machine, which would take the count modulo the width.
TEST(Operations, ShiftsByAnyCountAreDefined) {
  EXPECT_EQ(whole<std::int32_t>(Operation::left_shift, {3, 30}), -1073741824);
  EXPECT_EQ(whole<std::int32_t>(Operation::right_shift, {-5, 1}), -3);
  EXPECT_EQ(whole<std::uint32_t>(Operation::right_shift, {0x80000000U, 31U}), 1U);
  for (const std::int32_t count : {32, 33, 64, 1 << 30, -1, -32, std::numeric_limits<std::int32_t>::min()}) {
    EXPECT_EQ(whole<std::int32_t>(Operation::left_shift, {3, count}), 0) << count;
    EXPECT_EQ(whole<std::int32_t>(Operation::right_shift, {3, count}), 0) << count;
    EXPECT_EQ(whole<std::int32_t>(Operation::right_shift, {-3, count}), -1) << count;
  }
  EXPECT_EQ(whole<std::int8_t>(Operation::left_shift, {1, 7}), -128);
  EXPECT_EQ(whole<std::int8_t>(Operation::left_shift, {1, 8}), 0);
  EXPECT_EQ(whole<std::uint64_t>(Operation::left_shift, {1, 63}), 1ULL << 63);
  EXPECT_EQ(whole<std::uint64_t>(Operation::right_shift, {~0ULL, ~0ULL}), 0U);
}

TEST(Operations, DivisionWithRestOfFloatsFollowsTheFormula) {
  EXPECT_EQ(f32(Operation::floor_divide, {-7.0F, 2.0F}), -4.0F);
  EXPECT_EQ(f32(Operation::modulo, {-7.0F, 2.0F}), 1.0F);
  EXPECT_EQ(f32(Operation::modulo, {7.0F, -2.0F}), -1.0F);
  EXPECT_EQ(f32(Operation::floor_divide, {1.0F, 0.0F}), inf);
  EXPECT_THAT(f32(Operation::modulo, {1.0F, 0.0F}), IsNan());
}

TEST(Operations, MinimumAndMaximumHandNanOn) {
  EXPECT_EQ(f32(Operation::minimum, {1.0F, -inf}), -inf);
  EXPECT_EQ(f32(Operation::maximum, {1.0F, -inf}), 1.0F);
  for (const Operation operation : {Operation::minimum, Operation::maximum}) {
    EXPECT_THAT(f32(operation, {nan_, 1.0F}), IsNan());
    EXPECT_THAT(f32(operation, {1.0F, nan_}), IsNan());
  }
  EXPECT_EQ(whole<std::int8_t>(Operation::minimum, {-128, 127}), -128);
  EXPECT_EQ(whole<std::uint64_t>(Operation::maximum, {~0ULL, 1}), ~0ULL);
}

TEST(Operations, SignAndAbsoluteValue) {
  EXPECT_EQ(f32(Operation::sign, {-3.0F}), -1.0F);
  EXPECT_EQ(f32(Operation::sign, {inf}), 1.0F);
  EXPECT_THAT(f32(Operation::sign, {-0.0F}), IsPlusZero());
  EXPECT_THAT(f32(Operation::sign, {nan_}), IsNan());
  EXPECT_THAT(f32(Operation::absolute, {-0.0F}), IsPlusZero());
  EXPECT_THAT(f32(Operation::negate, {0.0F}), IsMinusZero());
  EXPECT_EQ(f32(Operation::absolute, {-inf}), inf);
  EXPECT_EQ(whole<std::int8_t>(Operation::sign, {-5}), -1);
  EXPECT_EQ(whole<std::uint8_t>(Operation::sign, {200}), 1);
  EXPECT_EQ(whole<std::uint8_t>(Operation::absolute, {200}), 200);
  EXPECT_EQ(whole<std::int8_t>(Operation::absolute, {-5}), 5);
}

TEST(Operations, FunctionsAreThoseOfTheDtype) {
  volatile float at = 0.7F;  // unknown to the compiler, which would round some of these otherwise than the library
  const float x = at;
  const double y = at;
  EXPECT_EQ(f32(Operation::square_root, {x}), std::sqrt(x));
  EXPECT_EQ(f32(Operation::exponential, {x}), std::exp(x));
  EXPECT_EQ(f32(Operation::expm1, {x}), std::expm1(x));
  EXPECT_EQ(f32(Operation::logarithm, {x}), std::log(x));
  EXPECT_EQ(f32(Operation::log1p, {x}), std::log1p(x));
  EXPECT_EQ(f32(Operation::sine, {x}), std::sin(x));
  EXPECT_EQ(f32(Operation::cosine, {x}), std::cos(x));
  EXPECT_EQ(f32(Operation::tangent, {x}), std::tan(x));
  EXPECT_EQ(f32(Operation::tanh, {x}), std::tanh(x));
  EXPECT_EQ(f32(Operation::erf, {x}), std::erf(x));
  EXPECT_EQ(f32(Operation::erfc, {x}), std::erfc(x));
  EXPECT_EQ(f64(Operation::tanh, {y}), std::tanh(y));
  EXPECT_EQ(f64(Operation::erf, {y}), std::erf(y));
  EXPECT_EQ(f64(Operation::erfc, {y}), std::erfc(y));
}

TEST(Operations, FunctionsAtTheEdges) {
  EXPECT_THAT(f32(Operation::square_root, {-1.0F}), IsNan());
  EXPECT_THAT(f32(Operation::square_root, {-0.0F}), IsMinusZero());
  EXPECT_EQ(f32(Operation::exponential, {-inf}), 0.0F);
  EXPECT_EQ(f32(Operation::exponential, {100.0F}), inf);
  EXPECT_EQ(f32(Operation::expm1, {1e-10F}), 1e-10F);
  EXPECT_EQ(f32(Operation::logarithm, {0.0F}), -inf);
  EXPECT_THAT(f32(Operation::logarithm, {-1.0F}), IsNan());
  EXPECT_EQ(f32(Operation::log1p, {-1.0F}), -inf);
  EXPECT_EQ(f32(Operation::tanh, {inf}), 1.0F);
  EXPECT_EQ(f32(Operation::sech_squared, {0.0F}), 1.0F);
  EXPECT_EQ(f32(Operation::sech_squared, {-inf}), 0.0F);
  EXPECT_NEAR(f64(Operation::sech_squared, {-20.0}), 1.6993417021166355e-17, 1e-32);
  EXPECT_EQ(f32(Operation::erf, {-inf}), -1.0F);
  EXPECT_EQ(f32(Operation::erfc, {-inf}), 2.0F);
  EXPECT_THAT(f32(Operation::sine, {inf}), IsNan());
  EXPECT_THAT(f32(Operation::floor, {nan_}), IsNan());
}

TEST(Operations, RoundingIsHalfToEven) {
  const std::vector<std::pair<float, float>> cases = {{0.5F, 0}, {1.5F, 2}, {2.5F, 2}, {-0.5F, -0.0F}, {-1.5F, -2}, {1.2F, 1}, {inf, inf}};
  for (const auto& [value, rounded] : cases) EXPECT_EQ(f32(Operation::round, {value}), rounded) << value;
  EXPECT_EQ(f32(Operation::floor, {-0.5F}), -1.0F);
  EXPECT_THAT(f32(Operation::ceil, {-0.5F}), IsMinusZero());
}

TEST(Operations, ComparisonsWithNanAreFalseButNotEqual) {
  for (const Operation operation : {Operation::less, Operation::less_equal, Operation::equal}) {
    EXPECT_FALSE(truth<float>(operation, {nan_, 1.0F}));
    EXPECT_FALSE(truth<float>(operation, {nan_, nan_}));
  }
  EXPECT_TRUE(truth<float>(Operation::not_equal, {nan_, nan_}));
  EXPECT_TRUE(truth<float>(Operation::equal, {0.0F, -0.0F}));
  EXPECT_TRUE(truth<double>(Operation::less_equal, {1.0, 1.0}));
  EXPECT_TRUE(truth<std::uint64_t>(Operation::less, {1, ~0ULL}));
  EXPECT_TRUE(truth<std::int64_t>(Operation::less, {-1, 0}));
  EXPECT_FALSE(truth<std::int8_t>(Operation::less, {3, 3}));
  EXPECT_TRUE(logic(Operation::less, {0, 1}));
  EXPECT_TRUE(logic(Operation::not_equal, {0, 1}));
}

TEST(Operations, LogicTakesAnyByteButZeroForTrue) {
  EXPECT_TRUE(logic(Operation::logical_and, {1, 7}));
  EXPECT_FALSE(logic(Operation::logical_and, {1, 0}));
  EXPECT_TRUE(logic(Operation::logical_or, {0, 2}));
  EXPECT_FALSE(logic(Operation::logical_or, {0, 0}));
  EXPECT_FALSE(logic(Operation::logical_not, {2}));
  EXPECT_TRUE(logic(Operation::logical_not, {0}));
}

template <class To, class From>
To converted(From value, DType from = dtype_of<From>, DType to = dtype_of<To>) {
  Trial trial;
  const int x = trial.given<From>(Role::input, "x", {}, {value}, from);
  return value_of<To>(cast(load(x, from, {}), to), std::move(trial));
}

TEST(Operations, CastsOfFloatsToIntegersTruncateAndSaturate) {
  EXPECT_EQ((converted<std::int32_t>(-2.9F)), -2);
  EXPECT_EQ((converted<std::int32_t>(nan_)), 0);
  EXPECT_EQ((converted<std::int32_t>(1e20F)), std::numeric_limits<std::int32_t>::max());
  EXPECT_EQ((converted<std::int32_t>(-inf)), std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ((converted<std::int8_t>(127.9)), 127);
  EXPECT_EQ((converted<std::int8_t>(128.0)), 127);
  EXPECT_EQ((converted<std::int8_t>(-128.9)), -128);
  EXPECT_EQ((converted<std::uint8_t>(-1.0F)), 0);
  EXPECT_EQ((converted<std::uint8_t>(256.0F)), 255);
  EXPECT_EQ((converted<std::int64_t>(0x1p63)), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ((converted<std::int64_t>(-0x1p63)), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ((converted<std::uint64_t>(0x1p64)), ~0ULL);
  EXPECT_EQ((converted<std::uint64_t>(0x1p63F)), 1ULL << 63);
  EXPECT_EQ((converted<std::int16_t>(to_float16(inf))), 32767);
}

TEST(Operations, CastsBetweenOtherDtypes) {
  EXPECT_EQ((converted<std::int8_t>(std::int32_t{300})), 44);
  EXPECT_EQ((converted<std::uint32_t>(std::int8_t{-1})), 0xffffffffU);
  EXPECT_EQ((converted<float>(~0ULL)), 0x1p64F);
  EXPECT_EQ((converted<double>(std::int64_t{-5})), -5.0);
  EXPECT_EQ((converted<float>(1e300)), inf);
  EXPECT_EQ((converted<double>(0.1F)), static_cast<double>(0.1F));
  EXPECT_EQ((converted<Float16>(1.0F / 3.0F)), to_float16(1.0F / 3.0F));
  EXPECT_EQ((converted<float>(to_bfloat16(1.5F))), 1.5F);
  EXPECT_EQ((converted<std::uint8_t>(nan_, DType::float32, DType::boolean)), 1);
  EXPECT_EQ((converted<std::uint8_t>(-0.0F, DType::float32, DType::boolean)), 0);
  EXPECT_EQ((converted<std::uint8_t>(std::int32_t{256}, DType::int32, DType::boolean)), 1);
  EXPECT_EQ((converted<float>(std::uint8_t{9}, DType::boolean)), 1.0F);
}

TEST(Operations, PhiloxGivesTheKnownAnswers) {
  using Words = std::vector<std::uint32_t>;
  const std::vector<std::pair<Words, Words>> known = {
      {{0, 0, 0, 0, 0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {Words(6, 0xffffffff), {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0}, {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const auto& [words, answer] : known)
    for (int word = 0; word < 4; ++word) {
      Trial trial;
      const int x = trial.input<std::uint32_t>("x", {6}, words);
      Expressions from;
      for (int i = 0; i < 6; ++i) from.push_back(load(x, DType::uint32, {integer(i)}));
      EXPECT_EQ(value_of<std::uint32_t>(philox(word, from), trial), answer[static_cast<std::size_t>(word)]);
    }
}

TEST(Operations, HaveNamesAndArities) {
  EXPECT_EQ(spelling(Operation::floor_divide), "floor_divide");
  EXPECT_EQ(spelling(Operation::reduce), "reduce");
  EXPECT_EQ(spelling(Reduction::maximum), "maximum");
  EXPECT_EQ(arity(Operation::select), 3);
  EXPECT_EQ(arity(Operation::philox), 6);
}

}  // namespace
}  // namespace pellucid::loop
