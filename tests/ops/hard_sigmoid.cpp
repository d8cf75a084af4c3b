#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples hard_sigmoid() {
  return {
      .good = {{.inputs = {float64({-2.5, 2.5})}, .expected = {float64({0.5 / 6, 5.5 / 6})}, .gradient = {float64({1. / 6, 1. / 6})}},
               {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0, 0.23333333333333333, 0.38333333333333333, 0.55, 0.7, 1})},
                .gradient = {float64({0, 0.16666666666666667, 0.16666666666666667, 0.16666666666666667, 0.16666666666666667, 0})}},
               {.inputs = {float64({-3, 3})}, .expected = {float64({0, 1})}, .kink = true, .gradient = {float64({0, 0})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.33333333333333333, 0.83333333333333333})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
