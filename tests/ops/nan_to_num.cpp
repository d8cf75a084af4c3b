#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

OpSamples nan_to_num() {
  return {
      .good = {{.inputs = {float64({1, nan, infinity, -infinity, -2})},
                .expected = {float64({1, 0, 1.7976931348623157e308, -1.7976931348623157e308, -2})},
                .kink = true,
                .gradient = {float64({1, 0, 0, 0, 1})},
                .without = {{Meaning::float64, "the largest number of float32 is another"}}},
               {.inputs = {float64({{1, nan}, {infinity, -infinity}})},
                .attributes = {{"nan", 5.0}, {"posinf", 7.0}, {"neginf", -9.0}},
                .expected = {float64({{1, 5}, {7, -9}})},
                .kink = true,
                .gradient = {float64({{1, 0}, {0, 0}})}},
               {.inputs = {float32({nan, infinity})}, .expected = {Array({0., 3.4028234663852886e38}, DType::float32)}, .kink = true},
               {.inputs = {Array({1., infinity}, DType::float16)},
                .expected = {Array({1., 65504.}, DType::float16)},
                .kink = true,
                .without = {{Meaning::adjoint, "rounded to 16 bits"}}},
               {.inputs = {Array({-infinity}, DType::bfloat16)},
                .expected = {Array({-3.3895313892515355e38}, DType::bfloat16)},
                .kink = true,
                .without = {{Meaning::adjoint, "rounded to 16 bits"}}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {int64({1, -5})}, .expected = {int64({1, -5})}},
               {.inputs = {boolean({true, false})}, .expected = {boolean({true, false})}},
               {.inputs = {numbers({0, 3})}, .expected = {numbers({0, 3})}}},
      .bad = {{.types = {{DType::float32, {2}}}, .attributes = {{"nan", true}}, .error = typeid(ValueError), .text = "'nan'"}},
      .without = {{Meaning::edges, "it chooses; its samples say every choice"}},
  };
}

}  // namespace pellucid::inline v0::samples
