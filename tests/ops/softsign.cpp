#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples softsign() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-0.76470588235294118, -0.61538461538461538, -0.41176470588235294, 0.23076923076923077,
                                      0.54545454545454545, 0.80392156862745098})},
                .gradient = {float64({0.055363321799307958, 0.14792899408284024, 0.34602076124567474, 0.59171597633136095,
                                      0.20661157024793388, 0.038446751249519416})}},
               {.inputs = {float64({0})}, .expected = {float64({0})}, .kink = true, .gradient = {float64({1})}},
               {.inputs = {float64({-1000000.0})}, .expected = {float64({-0.999999000001})}, .gradient = {float64({9.99998000003e-13})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-0.5, 0.66666666666666667})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
