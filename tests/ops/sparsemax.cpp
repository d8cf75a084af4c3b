#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples sparsemax() {
  return {
      .good = {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}, {0.1, 0.15, 0.2}})},
                .expected = {float64({{0.25, 0, 0}, {1, 0, 0}, {0.1, 0.15, 0.2}})}},
               {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}, {0.1, 0.15, 0.2}})},
                .attributes = {{"axis", 0}},
                .expected = {float64({{0, 0, 0.4}, {1, 0.425, 0}, {0, 0.32499999999999996, 0.10000000000000003}})}},
               {.inputs = {float64({2, 1.5, -3})}, .expected = {float64({0, 0, 0})}},
               {.inputs = {float64({1, 0})}, .expected = {float64({1, 0})}, .kink = true},
               {.inputs = {numbers({2, 3, 2}, -0.4, 0.4)}, .attributes = {{"axis", -2}}},
               {.inputs = {float64({7})}, .expected = {float64({1})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axis", 2}}, .error = typeid(IndexError), .text = "2"}},
      .sums = {{.inputs = {Array::full({16}, 100, DType::bfloat16)}}, {.inputs = {Array::full({16}, 1000, DType::float16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
