#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples floor_divide() {
  return {
      .good = {{.inputs = {float64({7, -7, 3.5}), float64({2, 2, -2})},
                .expected = {float64({3, -4, -2})},
                .gradient = {float64({0, 0, 0}), float64({0, 0, 0})}},
               {.inputs = {numbers({2, 3}), numbers({3}, 0.3, 2, 2)}},
               {.inputs = {numbers({2, 1}), numbers({1, 3}, 0.3, 2, 2)}},
               {.inputs = {numbers({0, 3}), float64(2)}, .expected = {numbers({0, 3})}},
               {.inputs = {int64({7, -7, 7, -7, 5}), int64({2, 2, -2, -2, 0})}, .expected = {int64({3, -4, -4, 3, 0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"},
              {.types = {{DType::float32, {}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
      .without = {{Meaning::edges, "a convention: floor of the rounded quotient"}},
  };
}

}  // namespace pellucid::inline v0::samples
