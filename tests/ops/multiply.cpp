#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples multiply() {
  return {
      .good = {{.inputs = {float64({1, -2, 3}), float64({4, 5, -6})},
                .expected = {float64({4, -10, -18})},
                .gradient = {float64({4, 5, -6}), float64({1, -2, 3})}},
               {.inputs = {numbers({2, 3}), numbers({3}, -2, 2, 2)}},
               {.inputs = {numbers({2, 1}), numbers({1, 3}, -2, 2, 2)}},
               {.inputs = {numbers({0, 3}), float64(2)}, .expected = {Array::zeros({0, 3}, DType::float64)}},
               {.inputs = {int64({2, 3}), int64({-4, 5})}, .expected = {int64({-8, 15})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}}, .error = typeid(ShapeError), .text = "[2, 3]"},
              {.types = {{DType::float32, {}}}, .error = typeid(ValueError), .text = "1"}},
  };
}

}  // namespace pellucid::inline v0::samples
