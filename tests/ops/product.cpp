#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples product() {
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({6, 120})},
                .gradient = {float64({{6, 3, 2}, {30, 24, 20}})}},
               {.inputs = {float64({{2, 0, 3}, {0, 0, 4}})},
                .attributes = {{"axes", Axes{-1}}},
                .expected = {float64({0, 0})},
                .gradient = {float64({{0, 6, 0}, {0, 0, 0}})}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{2, 0}}}},
               {.inputs = {numbers({2, 2})}},
               {.inputs = {numbers({2, 0})}, .attributes = {{"axes", Axes{1}}}, .expected = {float64({1, 1})}},
               {.inputs = {boolean({true, true, false})}, .expected = {Array(0)}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{-3}}}, .error = typeid(IndexError), .text = "axis -3"},
              {.types = {{DType::float32, {2, 3}}},
               .attributes = {{"axes", Axes{1, -1}}},
               .error = typeid(ValueError),
               .text = "named twice"}},
      .sums = {{.inputs = {Array::full({2000}, 1 + 0x1p-10, DType::float16)}},
               {.inputs = {Array::full({500, 2}, 1 + 0x1p-7, DType::bfloat16)}, .attributes = {{"axes", Axes{0}}}}},
  };
}

}  // namespace pellucid::inline v0::samples
