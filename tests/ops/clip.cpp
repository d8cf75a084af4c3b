#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples clip() {
  return {
      .good = {{.inputs = {float64({-2, 0.3, 5}), float64(-1), float64(1.5)},
                .expected = {float64({-1, 0.3, 1.5})},
                .gradient = {float64({0, 1, 0}), float64(1), float64(1)}},
               {.inputs = {float64({-1, 1.5}), float64(-1), float64(1.5)},
                .expected = {float64({-1, 1.5})},
                .kink = true,
                .gradient = {float64({1, 1}), float64(0), float64(0)}},
               {.inputs = {float64({-2, 0.3, 5}), float64(1.5), float64(-1)},
                .expected = {float64({-1, -1, -1})},
                .gradient = {float64({0, 0, 0}), float64(0), float64(3)}},
               {.inputs = {numbers({2, 3}), numbers({3}, -3, -1, 2), numbers({2, 1}, 1, 3, 3)}},
               {.inputs = {int64({-3, 4, 9}), int64({0, 0, 0}), int64({5, 5, 5})}, .expected = {int64({0, 4, 5})}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {3}}, {DType::float32, {}}},
               .error = typeid(ShapeError),
               .text = "x float32[2], low float32[3]"},
              {.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
