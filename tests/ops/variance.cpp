#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples variance() {
  return {
      .good = {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({1.7222222222222223, 2.7916666666666665})},
                .gradient = {float64(
                    {{0.7777777777777778, -1.222222222222222, 0.4444444444444444}, {1.5, -0.3333333333333333, -1.1666666666666667}})}},
               {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})}, .expected = {float64(2.467013888888889)}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{-1, 0}}}},
               {.inputs = {float64({5})}, .expected = {float64(0)}, .gradient = {float64({0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"}},
  };
}

}  // namespace pellucid::inline v0::samples
