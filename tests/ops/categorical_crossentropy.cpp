#include <cmath>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples categorical_crossentropy() {
  return {
      .good = {{.inputs = {float64({{0, 1, 0}, {0.25, 0.25, 0.5}}), float64({{0.7, 0.4, 0.3}, {0.1, 0.9, 0.6}})},
                .expected = {float64({1.252762968495368, 1.3274028432916989})},
                .gradient = {float64({{std::numbers::ln2, 1.252762968495368, 1.540445040947149},
                                      {2.772588722239781, 0.5753641449035618, 0.9808292530117264}}),
                             float64({{0.7142857142857142, -1.7857142857142858, 0.7142857142857142},
                                      {-1.875, 0.3472222222222222, -0.20833333333333337}})}},
               {.inputs = {float64({0, 1}), float64({1, 0})},
                .expected = {float64(16.11809565095832)},
                .constants = {0},
                .kink = true,
                .gradient = {float64({0, 0})}},
               {.inputs = {float64({{0, 1, 0}, {0.25, 0.25, 0.5}}), float64({{0.7, 0.4, 0.3}, {0.1, 0.9, 0.6}})},
                .attributes = {{"label_smoothing", 0.1}},
                .expected = {float64({1.24369851131258, 1.3389552963010314})}},
               {.inputs = {float64({{0, 1, 0}, {0.25, 0.25, 0.5}}), float64({{2, -1, 0.5}, {-30, 1000, 30}})},
                .attributes = {{"from_logits", true}},
                .expected = {float64({3.241311296657157, 742.5})},
                .gradient = {float64({{0.24131129665715703, 3.241311296657157, 1.7413112966571571}, {1030, 0, 970}}),
                             float64({{0.7855970345892759, -0.9608874267293126, 0.1752903921400367}, {-0.25, 0.75, -0.5}})}},
               {.inputs = {float64({{0, 1, 0}, {0.25, 0.25, 0.5}}), float64({{2, -1, 0.5}, {-30, 1000, 30}})},
                .attributes = {{"from_logits", true}, {"label_smoothing", 0.3}},
                .expected = {float64({2.7913112966571565, 719.75})}},
               {.inputs = {numbers({2, 2, 3}, 0, 1), numbers({2, 2, 3}, 0.1, 0.9, 2)}},
               {.inputs = {numbers({2, 2, 3}, 0, 1), numbers({2, 2, 3}, -3, 3, 2)}, .attributes = {{"from_logits", true}}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {2, 4}}}, .error = typeid(ShapeError), .text = "equal shapes"},
              {.types = {{DType::float32, {2, 3}}, {DType::float32, {2, 3}}},
               .attributes = {{"from_logit", true}},
               .error = typeid(NameError),
               .text = "'from_logits'"}},
      .sums = {{.inputs = {ones({70000}, DType::float32), large_then_ones({70000}, 1 + 24 * std::numbers::ln2, DType::float32)},
                .attributes = {{"from_logits", true}}},
               {.inputs = {ones({1000}, DType::bfloat16), ones({1000}, DType::bfloat16)}},
               {.inputs = {ones({1000}, DType::float16), ones({1000}, DType::float16)}, .attributes = {{"from_logits", true}}}},
  };
}

}  // namespace pellucid::inline v0::samples
