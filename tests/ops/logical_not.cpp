#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples logical_not() {
  return {
      .good = {{.inputs = {boolean({true, false})}, .expected = {boolean({false, true})}},
               {.inputs = {float64({0, 0.5})}, .expected = {boolean({true, false})}},
               {.inputs = {Array::zeros({0, 2}, DType::boolean)}, .expected = {Array::zeros({0, 2}, DType::boolean)}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
