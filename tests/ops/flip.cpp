#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples flip() {
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}})},
                .expected = {float64({{6, 5, 4}, {3, 2, 1}})},
                .gradient = {float64({{1, 1, 1}, {1, 1, 1}})}},
               {.inputs = {float64({{1, 2, 3}, {4, 5, 6}})},
                .attributes = {{"axes", Axes{-1}}},
                .expected = {float64({{3, 2, 1}, {6, 5, 4}})}},
               {.inputs = {float64(3)}, .expected = {float64(3)}},
               {.inputs = {numbers({0, 3})}, .attributes = {{"axes", Axes{0}}}, .expected = {numbers({0, 3})}},
               {.inputs = {numbers({2, 1, 3})}, .attributes = {{"axes", Axes{1, 0}}}}},
      .bad = {{.types = {{DType::float32, {2, 1}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"},
              {.types = {{DType::float32, {2, 1}}}, .attributes = {{"axes", Axes{0, -2}}}, .error = typeid(ValueError), .text = "twice"}},
  };
}

}  // namespace pellucid::inline v0::samples
