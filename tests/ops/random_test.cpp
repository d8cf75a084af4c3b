// Random numbers: told by stream, state, element and scan step, and by nothing else.
#include <gtest/gtest.h>

#include <cmath>

#include "harness/sample.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

Variable state(std::uint32_t seed, std::uint32_t step = 0) { return constant(Array({seed, 0, step, 0}, DType::uint32)); }

Variable normal(const Variable& state, std::int64_t stream, const Dims& dims) {
  return vocabulary::random_normal(state, {{"stream", stream}, {"dims", dims}});
}
Variable uniform(const Variable& state, std::int64_t stream, const Dims& dims) {
  return vocabulary::random_uniform(state, {{"stream", stream}, {"dims", dims}});
}

struct Moments {
  double mean = 0, variance = 0;
};
Moments moments(const std::vector<float>& values) {
  Moments result;
  const auto count = static_cast<double>(values.size());
  for (const float value : values) result.mean += value / count;
  for (const float value : values) result.variance += (value - result.mean) * (value - result.mean) / count;
  return result;
}

TEST(Random, uniform_numbers_fill_the_interval) {
  const std::vector<float> values = evaluate({uniform(state(1), 1, {20000})}, {})[0].to_vector<float>();
  const auto [mean, variance] = moments(values);
  EXPECT_NEAR(mean, 0.5, 0.01);
  EXPECT_NEAR(variance, 1.0 / 12, 0.003);
  for (const float value : values) ASSERT_TRUE(value >= 0 && value < 1);
}

TEST(Random, normal_numbers_have_their_moments) {
  const std::vector<float> values = evaluate({normal(state(1), 1, {20000})}, {})[0].to_vector<float>();
  const auto [mean, variance] = moments(values);
  EXPECT_NEAR(mean, 0, 0.02);
  EXPECT_NEAR(variance, 1, 0.03);
  double fourth = 0;
  for (const float value : values) fourth += std::pow(value, 4) / 20000;
  EXPECT_NEAR(fourth, 3, 0.15);
}

TEST(Random, streams_seeds_and_steps_differ) {
  const Variable one = uniform(state(1), 1, {4});
  EXPECT_EQ(one, uniform(state(1), 1, {4}));
  EXPECT_NE(one, uniform(state(1), 2, {4}));
  const std::vector<Array> drawn = evaluate({one, uniform(state(1), 2, {4}), uniform(state(2), 1, {4}), uniform(state(1, 1), 1, {4})}, {});
  for (std::size_t i = 0; i < drawn.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(equal(drawn[i], drawn[j])) << i << " and " << j;
}

TEST(Random, an_element_does_not_depend_on_the_shape_around_it) {
  const Array few = evaluate({uniform(state(1), 1, {4})}, {})[0], many = evaluate({uniform(state(1), 1, {3, 2})}, {})[0];
  EXPECT_TRUE(equal(few, many.reshape({6}).select("[:4]")));
}

// All digits that float64 holds are drawn, and the first ones are those of float32.
TEST(Random, float64_is_drawn_with_all_its_digits) {
  const Attributes wide = {{"stream", std::int64_t{1}}, {"dims", Dims{1000}}, {"dtype", DType::float64}};
  const std::vector<double> drawn = evaluate({vocabulary::random_uniform(state(1), wide)}, {})[0].to_vector<double>();
  const std::vector<float> narrow = evaluate({uniform(state(1), 1, {1000})}, {})[0].to_vector<float>();
  std::size_t odd = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    EXPECT_EQ(std::floor(drawn[i] * 0x1p24) * 0x1p-24, static_cast<double>(narrow[i]));
    EXPECT_EQ(std::floor(drawn[i] * 0x1p53), drawn[i] * 0x1p53);
    if (std::fmod(drawn[i] * 0x1p53, 2) == 1) ++odd;
  }
  EXPECT_NEAR(static_cast<double>(odd), 500, 60);
}

TEST(Random, fractions_are_the_bits_of_their_words) {
  const auto words = [](std::int64_t word) {
    const Attributes of_word = {{"stream", std::int64_t{1}}, {"dims", Dims{1000}}, {"word", word}};
    return evaluate({vocabulary::random_bits(state(1), of_word)}, {})[0].to_vector<std::uint32_t>();
  };
  const Attributes wide = {{"stream", std::int64_t{1}}, {"dims", Dims{1000}}, {"dtype", DType::float64}};
  const std::vector<double> drawn = evaluate({vocabulary::random_uniform(state(1), wide)}, {})[0].to_vector<double>();
  const std::vector<float> narrow = evaluate({uniform(state(1), 1, {1000})}, {})[0].to_vector<float>();
  const std::vector<std::uint32_t> first = words(0), third = words(2);
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    EXPECT_EQ(drawn[i], first[i] * 0x1p-32 + (third[i] >> 11) * 0x1p-53);
    EXPECT_EQ(narrow[i], static_cast<float>(first[i] >> 8) * 0x1p-24F);
  }
}

TEST(Random, a_float32_graph_has_the_same_first_digits_in_float64) {
  const Variable drawn = uniform(state(1), 1, {3});
  const std::vector<double> narrow = evaluate({drawn}, {})[0].to_vector<double>(),
                            wide = evaluate({drawn}, {}, {.float64 = true})[0].to_vector<double>();
  for (std::size_t i = 0; i < narrow.size(); ++i) EXPECT_EQ(std::floor(wide[i] * 0x1p24) * 0x1p-24, narrow[i]);
}

}  // namespace
}  // namespace pellucid::inline v0
