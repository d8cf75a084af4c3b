#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples squeeze() {
  return {
      .good = {{.inputs = {float64({{{1}, {2}, {3}}})}, .expected = {float64({1, 2, 3})}, .gradient = {float64({{{1}, {1}, {1}}})}},
               {.inputs = {float64({{{1}, {2}, {3}}})}, .attributes = {{"axes", Axes{-1}}}, .expected = {float64({{1, 2, 3}})}},
               {.inputs = {numbers({1, 2, 1, 1})}, .attributes = {{"axes", Axes{-1, 0}}}, .expected = {numbers({2, 1})}},
               {.inputs = {float64({{3}})}, .expected = {float64(3)}},
               {.inputs = {numbers({2, 3})}, .expected = {numbers({2, 3})}},
               {.inputs = {numbers({0, 1})}, .expected = {Array::zeros({0}, DType::float64)}}},
      .bad = {{.types = {{DType::float32, {2, 1}}},
               .attributes = {{"axes", Axes{0}}},
               .error = typeid(ShapeError),
               .text = "axis 0 cannot leave"},
              {.types = {{DType::float32, {Dim::named("batch"), 1}}},
               .attributes = {{"axes", Axes{0, 1}}},
               .error = typeid(ShapeError),
               .text = "an extent of 1"},
              {.types = {{DType::float32, {2, 1}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"}},
  };
}

}  // namespace pellucid::inline v0::samples
