#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples logical_and() {
  return {
      .good = {{.inputs = {boolean({true, true, false, false}), boolean({true, false, true, false})},
                .expected = {boolean({true, false, false, false})}},
               {.inputs = {float64({0, 0.5}), int64({3, 3})}, .expected = {boolean({false, true})}},
               {.inputs = {boolean({true, false}), Array({{1}, {0}, {1}}).astype(DType::boolean)}},
               {.inputs = {Array::zeros({0, 2}, DType::boolean), boolean({true, false})},
                .expected = {Array::zeros({0, 2}, DType::boolean)}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"},
              {.types = {{DType::float32, {}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
