#include <cmath>
#include <limits>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples log_sum_exp() {
  return {
      .good =
          {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
            .attributes = {{"axes", Axes{1}}},
            .expected = {float64({1.5045969023422836, 3.0790362014040995})},
            .gradient = {float64({{0.6037488961486258, 0.030058887569574023, 0.3661922162818002},
                                  {0.9240064735078669, 0.05906975759251023, 0.016923768899622816}})}},
           {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})}, .expected = {float64(3.2672765861232107)}},
           {.inputs = {float64({1000, 1000})},
            .expected = {float64(1000.6931471805599)},
            .gradient = {float64({0.5, 0.5})},
            .without = {{Meaning::second, "too large for differences, whose step grows with it"}}},
           {.inputs = {float64({-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()})},
            .expected = {float64(-std::numeric_limits<double>::infinity())},
            .kink = true,
            .gradient = {float64({0, 0})}},
           {.inputs = {float64({1, std::numeric_limits<double>::infinity()})},
            .expected = {float64(std::numeric_limits<double>::infinity())},
            .kink = true,
            .without = {{Meaning::adjoint, "the slope at infinity is not a number"}}},
           {.inputs = {float64({1, -2})}, .attributes = {{"axes", Axes{}}}, .expected = {float64({1, -2})}, .gradient = {float64({1, 1})}},
           {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{-1, 0}}}},
           {.inputs = {numbers({1, 0})},
            .attributes = {{"axes", Axes{1}}},
            .expected = {float64({-std::numeric_limits<double>::infinity()})},
            .kink = true}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"}},
      .sums = {{.inputs = {large_then_ones({70000}, 1 + 24 * std::numbers::ln2, DType::float32)}},
               {.inputs = {ones({5000}, DType::float16)}},
               {.inputs = {ones({5000}, DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
