#include <cmath>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples log_softmax() {
  return {
      .good = {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
                .expected = {float64({{-0.5045969023422835, -3.5045969023422834, -1.0045969023422834},
                                      {-0.0790362014040996, -2.8290362014040995, -4.0790362014041}})},
                .gradient = {float64({{-0.8112466884458773, 0.909823337291278, -0.09857664884540052},
                                      {-1.7720194205236006, 0.8227907272224693, 0.9492286933011316}})}},
               {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
                .attributes = {{"axis", 0}},
                .expected = {float64({{-2.1269280110429727, -2.350206558916747, -0.2014132779827524},
                                      {-0.12692801104297263, -0.10020655891674717, -1.7014132779827524}})}},
               {.inputs = {float64({1000, -1000})}, .expected = {float64({0, -2000})}, .kink = true, .gradient = {float64({-1, 1})}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axis", -2}}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axis", 2}}, .error = typeid(IndexError), .text = "2"}},
      .sums = {{.inputs = {large_then_ones({70000}, 1 + 24 * std::numbers::ln2, DType::float32)}},
               {.inputs = {ones({5000}, DType::float16)}},
               {.inputs = {ones({5000}, DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
