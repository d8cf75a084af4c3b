#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples relu6() {
  return {
      .good = {{.inputs = {float64({5.5, 6.5})}, .expected = {float64({5.5, 6})}, .gradient = {float64({1, 0})}},
               {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0, 0, 0, 0.3, 1.2, 4.1})},
                .gradient = {float64({0, 0, 0, 1, 1, 1})}},
               {.inputs = {float64({0, 6})}, .expected = {float64({0, 6})}, .kink = true, .gradient = {float64({0, 0})}},
               {.inputs = {float64({7})}, .expected = {float64({6})}, .gradient = {float64({0})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0, 2})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
