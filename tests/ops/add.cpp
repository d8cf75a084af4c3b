#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples add() {
  return {
      .good = {{.inputs = {float64({1, -2, 3.5}), float64({4, 5, -6})},
                .expected = {float64({5, 3, -2.5})},
                .gradient = {float64({1, 1, 1}), float64({1, 1, 1})}},
               {.inputs = {numbers({2, 3}), numbers({3}, -2, 2, 2)}},
               {.inputs = {numbers({2, 1}), numbers({1, 3}, -2, 2, 2)}},
               {.inputs = {numbers({0, 3}), float64(2)}, .expected = {numbers({0, 3})}},
               {.inputs = {int64({2, 3}), int64({-4, 5})}, .expected = {int64({-2, 8})}},
               {.inputs = {boolean({true, false}), boolean({true, true})}, .expected = {int64({2, 1})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"},
              {.types = {{DType::float32, {}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
