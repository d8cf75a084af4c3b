#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples square() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({10.5625, 2.56, 0.49, 0.09, 1.44, 16.81})},
                .gradient = {float64({-6.5, -3.2, -1.4, 0.6, 2.4, 8.2})}},
               {.inputs = {float64({0})}, .expected = {float64({0})}, .kink = true, .gradient = {float64({0})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-3, 4})}, .expected = {int64({9, 16})}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
