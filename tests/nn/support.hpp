// What the tests of layers, models and training share.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <pellucid/error.hpp>
#include <pellucid/model.hpp>

namespace pellucid {

/// That `call` throws E (or one derived from it) with a message that holds all of these.
template <class E>
void expect_refusal(const std::function<void()>& call, const std::vector<std::string>& parts) {
  try {
    call();
  } catch (const E& error) {
    for (const std::string& part : parts) EXPECT_THAT(error.what(), testing::HasSubstr(part));
    return;
  } catch (const std::exception& error) {
    ADD_FAILURE() << "another kind of error: " << error.what();
    return;
  }
  ADD_FAILURE() << "nothing was thrown; expected: " << testing::PrintToString(parts);
}

/// Numbers that look random: in (-1, 1), the same for the same shape and `seed`.
inline Array numbers(const Shape& shape, int seed = 0) {
  Array array = Array::uninitialized(shape);
  double k = seed * 17;
  for (float& element : array.mutable_span<float>()) {
    k += 1;
    element = static_cast<float>(std::sin(k * 1.7) * std::cos(k * 0.3));
  }
  return array;
}

/// Whole numbers from 0 to below `bound`.
inline Array classes(std::int64_t count, std::int64_t bound) {
  std::vector<std::int64_t> values;
  for (std::int64_t i = 0; i < count; ++i) values.push_back((i * 7 + i / 3) % bound);
  return Array(values);
}

inline std::vector<double> values_of(const Array& array) { return array.to_vector<double>(); }

inline void expect_near(const Array& received, const std::vector<double>& expected, double tolerance = 1e-6) {
  const std::vector<double> values = values_of(received);
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_NEAR(values[i], expected[i], tolerance * (1 + std::abs(expected[i]))) << "element " << i;
}

inline void expect_close(const Array& received, const Array& expected, double tolerance = 1e-6) {
  EXPECT_EQ(received.shape(), expected.shape());
  expect_near(received, values_of(expected), tolerance);
}

/// The value of one variable by the reference evaluator.
inline Array value_of(const Variable& variable, const std::vector<std::pair<Variable, Array>>& inputs = {}) {
  return evaluate({variable}, inputs)[0];
}

}  // namespace pellucid
