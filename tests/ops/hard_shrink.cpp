#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples hard_shrink() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-3.25, -1.6, -0.7, 0, 1.2, 4.1})},
                .gradient = {float64({1, 1, 1, 0, 1, 1})}},
               {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .attributes = {{"threshold", 1.5}},
                .expected = {float64({-3.25, -1.6, 0, 0, 0, 4.1})},
                .gradient = {float64({1, 1, 0, 0, 0, 1})}},
               {.inputs = {float64({-0.5, 0, 0.5})}, .expected = {float64({0, 0, 0})}, .kink = true, .gradient = {float64({0, 0, 0})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-1, 2})}, .tolerance = 3e-7}},
      .bad =
          {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
           {.types = {{DType::float32, {2}}}, .attributes = {{"threshol", 1.0}}, .error = typeid(NameError), .text = "'threshold'"},
           {.types = {{DType::float32, {2}}}, .attributes = {{"threshold", "much"}}, .error = typeid(ValueError), .text = "another kind"}},
  };
}

}  // namespace pellucid::inline v0::samples
