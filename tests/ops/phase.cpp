#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples phase() {
  return {
      .good = {{.inputs = {float64({1, 2}), float64({3, 4})},
                .expected = {float64({1, 2})},
                .gradient = {float64({1, 1}), float64({0, 0})}},
               {.inputs = {numbers({2, 3}), numbers({3}, -2, 2, 2)}},
               {.inputs = {int64({1, 2}), int64({3, 4})}, .expected = {int64({1, 2})}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {3}}},
               .error = typeid(ShapeError),
               .text = "inference float32[2], training float32[3]"}},
      .without = {{Meaning::edges, "it is one of its inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
