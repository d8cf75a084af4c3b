#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples binary_crossentropy() {
  return {
      .good = {{.inputs = {float64({{1, 0, 0.25}, {0, 1, 1}}), float64({{0.7, 0.4, 0.3}, {0.1, 0.9, 0.6}})},
                .expected = {float64({0.4786666589134188, 0.24051555169388109})},
                .gradient = {float64({{-0.28243262012906784, 0.13515503603605475, 0.2824326201290679},
                                      {0.7324081924454063, -0.7324081924454066, -0.13515503603605475}}),
                             float64({{-0.4761904761904762, 0.5555555555555556, 0.07936507936507935},
                                      {0.3703703703703704, -0.3703703703703704, -0.5555555555555556}})}},
               {.inputs = {float64({0, 1}), float64({1, 0})},
                .expected = {float64(16.1180956512215)},
                .constants = {0},
                .kink = true,
                .gradient = {float64({0, 0})},
                .without = {{Meaning::float64, "1 - 1e-7 is no float32"}}},
               {.inputs = {float64({{1, 0, 0.25}, {0, 1, 1}}), float64({{0.7, 0.4, 0.3}, {0.1, 0.9, 0.6}})},
                .attributes = {{"label_smoothing", 0.1}},
                .expected = {float64({0.5066068572249016, 0.3205141227402244})}},
               {.inputs = {float64({{1, 0, 0.25}, {0, 1, 1}}), float64({{2, -1, 0.5}, {-30, 30, 1000}})},
                .attributes = {{"from_logits", true}},
                .expected = {float64({0.4297555609137674, 6.238415312559824e-14})},
                .gradient = {float64({{-0.6666666666666666, 0.3333333333333333, -0.16666666666666666}, {10, -10, -333.3333333333333}}),
                             float64({{-0.0397343073407059, 0.08964714045666504, 0.1241531104006182},
                                      {3.119207656279766e-14, -3.116025955781273e-14, 0}})}},
               {.inputs = {float64({{1, 0, 0.25}, {0, 1, 1}}), float64({{2, -1, 0.5}, {-30, 30, 1000}})},
                .attributes = {{"from_logits", true}, {"label_smoothing", 0.2}},
                .expected = {float64({0.521422227580434, 35.333333333333385})}},
               {.inputs = {numbers({2, 2, 3}, 0, 1), numbers({2, 2, 3}, 0.05, 0.95, 2)}},
               {.inputs = {numbers({2, 2, 3}, 0, 1), numbers({2, 2, 3}, -3, 3, 2)}, .attributes = {{"from_logits", true}}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {2, 4}}}, .error = typeid(ShapeError), .text = "equal shapes"},
              {.types = {{DType::float32, {2, 3}}, {DType::float32, {2, 3}}},
               .attributes = {{"label_smoothin", 0.1}},
               .error = typeid(NameError),
               .text = "'label_smoothing'"},
              {.types = {{DType::float32, {2, 3}}, {DType::float32, {2, 3}}},
               .attributes = {{"from_logits", 1}},
               .error = typeid(ValueError),
               .text = "true or false"}},
      .sums = {{.inputs = {ones({70000}, DType::float32), Array::full({70000}, 0.3, DType::float32)}},
               {.inputs = {ones({5000}, DType::bfloat16), Array::full({5000}, 0.25, DType::bfloat16)}},
               {.inputs = {ones({70000}, DType::float16), Array::full({70000}, 0.25, DType::float16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
