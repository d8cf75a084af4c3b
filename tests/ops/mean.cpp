#include <cmath>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples mean() {
  return {
      .good = {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({-0.16666666666666666, 0.75})},
                .gradient = {float64({{0.3333333333333333, 0.3333333333333333, 0.3333333333333333},
                                      {0.3333333333333333, 0.3333333333333333, 0.3333333333333333}})}},
               {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})}, .expected = {float64(0.2916666666666667)}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{-1, 0}}}},
               {.inputs = {float64({1, 2})}, .attributes = {{"axes", Axes{}}}, .expected = {float64({1, 2})}},
               {.inputs = {int64({1, 2})}, .expected = {Array(1.5)}},
               {.inputs = {numbers({2, 0})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({std::nan(""), std::nan("")})},
                .kink = true,
                .without = {{Meaning::adjoint, "the derivative of no mean is not a number"}}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"},
              {.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{1, -1}}}, .error = typeid(ValueError), .text = "twice"}},
      .sums = {{.inputs = {large_then_ones({70000, 2}, 0x1p24, DType::float32)}, .attributes = {{"axes", Axes{0}}}},
               {.inputs = {large_then_ones({70000}, 0x1p24, DType::float32)}},
               {.inputs = {float16({60000, 60000})}},
               {.inputs = {ones({70000}, DType::float16)}},
               {.inputs = {ones({2, 5000}, DType::bfloat16)}, .attributes = {{"axes", Axes{1}}}}},
  };
}

}  // namespace pellucid::inline v0::samples
