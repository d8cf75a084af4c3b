#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples mean_absolute_error() {
  return {
      .good = {{.inputs = {float64({{1, 0, 0.25}, {0, 1, 1}}), float64({{0.7, 0.4, 0.3}, {0.1, 0.9, 0.6}})},
                .expected = {float64({0.25, 0.19999999999999998})},
                .gradient = {float64({{0.3333333333333333, -0.3333333333333333, -0.3333333333333333},
                                      {-0.3333333333333333, 0.3333333333333333, 0.3333333333333333}}),
                             float64({{-0.3333333333333333, 0.3333333333333333, 0.3333333333333333},
                                      {0.3333333333333333, -0.3333333333333333, -0.3333333333333333}})}},
               {.inputs = {float64({1, 2}), float64({1, 3})},
                .expected = {float64(0.5)},
                .kink = true,
                .gradient = {float64({0, -0.5}), float64({0, 0.5})}},
               {.inputs = {numbers({2, 2, 3}), numbers({2, 2, 3}, -1, 1, 2)}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {3}}}, .error = typeid(ShapeError), .text = "equal shapes"}},
      .sums = {{.inputs = {Array::full({70000}, 0, DType::float32), large_then_ones({70000}, 0x1p24, DType::float32)}},
               {.inputs = {float16({0, 0}), float16({60000, 60000})}},
               {.inputs = {Array::full({5000}, 0, DType::bfloat16), ones({5000}, DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
