#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples hard_sigmoid_keras2() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0, 0.18, 0.36, 0.56, 0.74, 1})},
                .gradient = {float64({0, 0.2, 0.2, 0.2, 0.2, 0})}},
               {.inputs = {float64({-2.5, 2.5})}, .expected = {float64({0, 1})}, .kink = true, .gradient = {float64({0.2, 0.2})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.3, 0.9})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
