#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples windows() {
  return {
      .good = {{.inputs = {float64({1, 2, 3, 4})},
                .attributes = {{"axes", Axes{0}}, {"sizes", Axes{2}}},
                .expected = {float64({{1, 2}, {2, 3}, {3, 4}})},
                .gradient = {float64({1, 2, 2, 1})}},
               {.inputs = {float64({1, 2, 3, 4, 5, 6})},
                .attributes = {{"axes", Axes{-1}}, {"sizes", Axes{2}}, {"strides", Axes{2}}, {"dilations", Axes{2}}},
                .expected = {float64({{1, 3}, {3, 5}})},
                .gradient = {float64({1, 0, 2, 0, 1, 0})}},
               {.inputs = {float64({{1, 2}, {3, 4}, {5, 6}})},
                .attributes = {{"axes", Axes{0}}, {"sizes", Axes{2}}},
                .expected = {float64({{{1, 3}, {2, 4}}, {{3, 5}, {4, 6}}})}},
               {.inputs = {numbers({2, 5, 4, 2})},
                .attributes = {{"axes", Axes{1, 2}}, {"sizes", Axes{3, 2}}, {"strides", Axes{2, 1}}, {"dilations", Axes{1, 2}}}},
               {.inputs = {numbers({0, 3})}, .attributes = {{"axes", Axes{1}}, {"sizes", Axes{3}}}, .expected = {numbers({0, 1, 3})}}},
      .bad =
          {{.types = {{DType::float32, {3}}},
            .attributes = {{"axes", Axes{0}}, {"sizes", Axes{2}}, {"dilations", Axes{3}}},
            .error = typeid(ShapeError),
            .text = "no window fits on axis 0; expected at least 4 elements; received x float32[3]"},
           {.types = {{DType::float32, {3, 3}}},
            .attributes = {{"axes", Axes{1, 0}}, {"sizes", Axes{2, 2}}},
            .error = typeid(ValueError),
            .text = "not ascending"},
           {.types = {{DType::float32, {3}}},
            .attributes = {{"axes", Axes{0}}, {"sizes", Axes{0}}},
            .error = typeid(ValueError),
            .text = "'sizes'"},
           {.types = {{DType::float32, {3}}},
            .attributes = {{"axes", Axes{0}}, {"sizes", Axes{1, 1}}},
            .error = typeid(ValueError),
            .text = "received [1, 1]"},
           {.types = {{DType::float32, {3}}},
            .attributes = {{"axes", Axes{0}}, {"sizes", Axes{1}}, {"strides", Axes{-1}}},
            .error = typeid(ValueError),
            .text = "'strides'"},
           {.types = {{DType::float32, {3}}},
            .attributes = {{"axes", Axes{1}}, {"sizes", Axes{1}}},
            .error = typeid(IndexError),
            .text = "axis 1"},
           {.types = {{DType::float32, {3}}}, .attributes = {{"axes", Axes{0}}}, .error = typeid(ValueError), .text = "'sizes' is missing"},
           {.types = {{DType::float32, {3}}}, .error = typeid(ValueError), .text = "'axes' is missing"}},
  };
}

}  // namespace pellucid::inline v0::samples
