#include <cmath>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples softmax() {
  return {
      .good =
          {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
            .expected = {float64({{0.6037488961486258, 0.030058887569574023, 0.3661922162818002},
                                  {0.9240064735078669, 0.05906975759251023, 0.016923768899622816}})},
            .gradient = {float64({{0, 0, 0}, {0, 0, 0}})}},
           {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
            .attributes = {{"axis", 0}},
            .expected = {float64({{0.11920292202211755, 0.0953494648991095, 0.8175744761936437},
                                  {0.8807970779778823, 0.9046505351008906, 0.18242552380635632}})}},
           {.inputs = {float64({1000, -1000, 1000})}, .expected = {float64({0.5, 0, 0.5})}, .kink = true, .gradient = {float64({0, 0, 0})}},
           {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axis", -2}}},
           {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
           {.inputs = {numbers({2, 0})}, .expected = {numbers({2, 0})}},
           {.inputs = {int64({0, 0})}, .expected = {float32({0.5, 0.5})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axis", 2}}, .error = typeid(IndexError), .text = "2"},
              {.types = {{DType::float32, {}}}, .error = typeid(IndexError), .text = "softmax"}},
      .sums = {{.inputs = {large_then_ones({70000}, 1 + 24 * std::numbers::ln2, DType::float32)}},
               {.inputs = {ones({5000}, DType::float16)}},
               {.inputs = {ones({5000}, DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
