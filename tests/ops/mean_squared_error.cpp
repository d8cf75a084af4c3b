#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples mean_squared_error() {
  return {
      .good = {{.inputs = {float64({{1, 0, 0.25}, {0, 1, 1}}), float64({{0.7, 0.4, 0.3}, {0.1, 0.9, 0.6}})},
                .expected = {float64({0.08416666666666668, 0.060000000000000005})},
                .gradient = {float64({{0.20000000000000004, -0.26666666666666666, -0.033333333333333326},
                                      {-0.06666666666666667, 0.06666666666666665, 0.26666666666666666}}),
                             float64({{-0.20000000000000004, 0.26666666666666666, 0.033333333333333326},
                                      {0.06666666666666667, -0.06666666666666665, -0.26666666666666666}})}},
               {.inputs = {numbers({2, 2, 3}), numbers({2, 2, 3}, -1, 1, 2)}},
               {.inputs = {int64({1, 0}), float64({0.5, 0.5})}, .expected = {float64(0.25)}},
               {.inputs = {int64({1, 0}), int64({2, 3})}, .expected = {Array(5, DType::float32)}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {3}}}, .error = typeid(ShapeError), .text = "equal shapes"},
              {.types = {{DType::float32, {4, 1}}, {DType::float32, {1, 4}}},
               .error = typeid(ShapeError),
               .text = "target float32[4, 1], prediction float32[1, 4]"},
              {.types = {{DType::float32, {}}, {DType::float32, {}}}, .error = typeid(ShapeError), .text = "at least one axis"}},
      .sums = {{.inputs = {Array::full({70000}, 0, DType::float32), large_then_ones({70000}, 4096, DType::float32)}},
               {.inputs = {float16({0, 0}), float16({250, 250})}},
               {.inputs = {Array::full({5000}, 0, DType::bfloat16), ones({5000}, DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
