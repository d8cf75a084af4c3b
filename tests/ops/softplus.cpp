#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples softplus() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0.038041371687783129, 0.18390074088833883, 0.40318604888545789, 0.85435524446852712,
                                      1.4632824673380312, 4.1164368472529095})},
                .gradient = {float64({0.03732688734412946, 0.16798161486607552, 0.33181222783183389, 0.57444251681165899,
                                      0.76852478349901764, 0.98369750062855906})}},
               {.inputs = {float64({-1000, 1000})}, .expected = {float64({0, 1000})}, .gradient = {float64({0, 1})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.31326168751822283, 2.1269280110429725})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
