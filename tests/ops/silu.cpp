#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples silu() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-0.12131238386842075, -0.26877058378572083, -0.23226855948228373, 0.1723327550434977,
                                      0.92222974019882117, 4.0331597525770921})},
                .gradient = {float64({-0.079457282838186956, -0.055640452226822073, 0.17661321652665756, 0.64778001031888275,
                                      0.98199811227518449, 1.049448084959868})}},
               {.inputs = {float64({-700, 700})},
                .expected = {float64({-6.9017735806318396e-302, 700})},
                .gradient = {float64({-6.8919139040880798e-302, 1})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-0.26894142136999512, 1.7615941559557649})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
