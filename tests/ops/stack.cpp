#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples stack() {
  return {
      .good = {{.inputs = {float64({1, 2}), float64({3, 4}), float64({5, 6})},
                .expected = {float64({{1, 2}, {3, 4}, {5, 6}})},
                .gradient = {float64({1, 1}), float64({1, 1}), float64({1, 1})}},
               {.inputs = {float64({1, 2}), float64({3, 4})}, .attributes = {{"axis", -1}}, .expected = {float64({{1, 3}, {2, 4}})}},
               {.inputs = {float64(1), float64(2)}, .expected = {float64({1, 2})}},
               {.inputs = {numbers({2, 3})}, .attributes = {{"axis", 1}}},
               {.inputs = {numbers({0, 3}), numbers({0, 3})}, .attributes = {{"axis", 1}}},
               {.inputs = {int64({1}), boolean({true})}, .expected = {int64({{1}, {1}})}}},
      .bad = {{.types = {}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}, {DType::float32, {3}}},
               .error = typeid(ShapeError),
               .text = "part float32[2], part float32[3]"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2, 1}}}, .error = typeid(ShapeError), .text = "equal shapes"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"axis", 2}}, .error = typeid(IndexError), .text = "2"}},
  };
}

}  // namespace pellucid::inline v0::samples
