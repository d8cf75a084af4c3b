#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples transpose() {
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}})},
                .expected = {float64({{1, 4}, {2, 5}, {3, 6}})},
                .gradient = {float64({{1, 1, 1}, {1, 1, 1}})}},
               {.inputs = {float64({{{1, 2}}, {{3, 4}}})},
                .attributes = {{"axes", Axes{1, 2, 0}}},
                .expected = {float64({{{1, 3}, {2, 4}}})}},
               {.inputs = {numbers({2, 3, 4})}, .attributes = {{"axes", Axes{-1, 0, 1}}}},
               {.inputs = {float64(3)}, .expected = {float64(3)}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({2, 0})}}},
      .bad =
          {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{0}}}, .error = typeid(ShapeError), .text = "expected 2 axes"},
           {.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{0, 0}}}, .error = typeid(ValueError), .text = "named twice"},
           {.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{0, 2}}}, .error = typeid(IndexError), .text = "axis 2"}},
  };
}

}  // namespace pellucid::inline v0::samples
