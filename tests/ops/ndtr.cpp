#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples ndtr() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0.000577025042390767, 0.05479929169955798, 0.24196365222307303, 0.6179114221889527,
                                      0.8849303297782917, 0.9999793424930875})},
                .gradient = {float64({0.0020290480572997677, 0.11092083467945554, 0.31225393336676127, 0.3813878154605241,
                                      0.19418605498321295, 8.9261657177133e-05})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.15865525393145705, 0.9772498680518208})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
