#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples tile() {
  return {
      .good = {{.inputs = {float64({{1, 2}, {3, 4}})},
                .attributes = {{"repeats", Dims{2, 3}}},
                .expected = {float64({{1, 2, 1, 2, 1, 2}, {3, 4, 3, 4, 3, 4}, {1, 2, 1, 2, 1, 2}, {3, 4, 3, 4, 3, 4}})},
                .gradient = {float64({{6, 6}, {6, 6}})}},
               {.inputs = {float64({{1, 2}, {3, 4}})},
                .attributes = {{"repeats", Dims{2}}},
                .expected = {float64({{1, 2, 1, 2}, {3, 4, 3, 4}})}},
               {.inputs = {float64({1, 2})},
                .attributes = {{"repeats", Dims{2, 1, 2}}},
                .expected = {float64({{{1, 2, 1, 2}}, {{1, 2, 1, 2}}})}},
               {.inputs = {float64(5)}, .attributes = {{"repeats", Dims{3}}}, .expected = {float64({5, 5, 5})}},
               {.inputs = {numbers({2, 3})}, .attributes = {{"repeats", Dims{0, 2}}}, .expected = {Array::zeros({0, 6}, DType::float64)}},
               {.inputs = {numbers({0, 3})}, .attributes = {{"repeats", Dims{2, 2}}}, .expected = {Array::zeros({0, 6}, DType::float64)}},
               {.inputs = {numbers({2, 3})}, .attributes = {{"repeats", Dims{}}}, .expected = {numbers({2, 3})}}},
      .bad = {{.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "the attribute 'repeats' is missing"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"repeats", Dims{-1}}},
               .error = typeid(ValueError),
               .text = "'repeats' are negative"}},
  };
}

}  // namespace pellucid::inline v0::samples
