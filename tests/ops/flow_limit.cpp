#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples flow_limit() {
  return {
      .good = {{.inputs = {float64({1, -2})}, .expected = {float64({1, -2})}, .gradient = {float64({1, 1})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {Array::zeros({0, 3}, DType::float64)}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
      .without = {{Meaning::edges, "it is its input"}},
  };
}

}  // namespace pellucid::inline v0::samples
