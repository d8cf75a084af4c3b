#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples broadcast() {
  return {
      .good = {{.inputs = {float64({1, 2})},
                .attributes = {{"dims", Dims{3, 2}}, {"axes", Axes{1}}},
                .expected = {float64({{1, 2}, {1, 2}, {1, 2}})},
                .gradient = {float64({3, 3})}},
               {.inputs = {float64({1, 2})},
                .attributes = {{"dims", Dims{2, 3}}, {"axes", Axes{-2}}},
                .expected = {float64({{1, 1, 1}, {2, 2, 2}})}},
               {.inputs = {float64(7)},
                .attributes = {{"dims", Dims{2}}, {"axes", Axes{}}},
                .expected = {float64({7, 7})},
                .gradient = {float64(2)}},
               {.inputs = {numbers({2, 3})}, .attributes = {{"dims", Dims{2, 2, 3}}, {"axes", Axes{0, 2}}}},
               {.inputs = {numbers({2, 3})}, .attributes = {{"dims", Dims{2, 3}}, {"axes", Axes{0, 1}}}},
               {.inputs = {float64({3, 4})}, .attributes = {{"dims", Dims{2, 2}}}, .expected = {float64({{3, 4}, {3, 4}})}},
               {.inputs = {float64(5)}, .attributes = {{"dims", Dims{1, 2}}}, .expected = {float64({{5, 5}})}},
               {.inputs = {float64({{1}, {2}})},
                .attributes = {{"dims", Dims{2, 3}}},
                .expected = {float64({{1, 1, 1}, {2, 2, 2}})},
                .gradient = {float64({{3}, {3}})}},
               {.inputs = {float64({{1}, {2}})},
                .attributes = {{"dims", Dims{2, 2, 1}}, {"axes", Axes{0, 1}}},
                .expected = {float64({{{1}, {1}}, {{2}, {2}}})}},
               {.inputs = {numbers({2})}, .attributes = {{"dims", Dims{0, 2}}, {"axes", Axes{1}}}, .expected = {numbers({0, 2})}}},
      .bad =
          {{.types = {{DType::float32, {2}}},
            .attributes = {{"dims", Dims{3, 2}}, {"axes", Axes{0}}},
            .error = typeid(ShapeError),
            .text = "x float32[2], dims [3, 2], axes [0]"},
           {.types = {{DType::float32, {2}}},
            .attributes = {{"dims", Dims{2, 2}}, {"axes", Axes{0, 1}}},
            .error = typeid(ShapeError),
            .text = "x float32[2], dims [2, 2], axes [0, 1]"},
           {.types = {{DType::float32, {2, 2}}},
            .attributes = {{"dims", Dims{2, 2}}, {"axes", Axes{1, 0}}},
            .error = typeid(ShapeError),
            .text = "ascending"},
           {.types = {{DType::float32, {2, 2}}},
            .attributes = {{"dims", Dims{2, 2}}, {"axes", Axes{1}}},
            .error = typeid(ShapeError),
            .text = "axes [1]"},
           {.types = {{DType::float32, {2}}},
            .attributes = {{"dims", Dims{2}}, {"axes", Axes{1}}},
            .error = typeid(IndexError),
            .text = "axis 1"},
           {.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "'dims' is missing"},
           {.types = {{DType::float32, {2, 2}}}, .attributes = {{"dims", Dims{2}}}, .error = typeid(ShapeError), .text = "float32[2, 2]"}},
      .without = {{Meaning::symbolic, "the shape is an attribute"}},
  };
}

}  // namespace pellucid::inline v0::samples
