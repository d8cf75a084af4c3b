#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples leaky_relu() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-0.65, -0.32, -0.14, 0.3, 1.2, 4.1})},
                .gradient = {float64({0.2, 0.2, 0.2, 1, 1, 1})}},
               {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .attributes = {{"negative_slope", 0.01}},
                .expected = {float64({-0.0325, -0.016, -0.007, 0.3, 1.2, 4.1})},
                .gradient = {float64({0.01, 0.01, 0.01, 1, 1, 1})}},
               {.inputs = {float64({0})}, .expected = {float64({0})}, .kink = true, .gradient = {float64({0.2})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-0.2, 2})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"negative_slop", 1.0}},
               .error = typeid(NameError),
               .text = "'negative_slope'"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"negative_slope", "much"}},
               .error = typeid(ValueError),
               .text = "another kind"}},
  };
}

}  // namespace pellucid::inline v0::samples
