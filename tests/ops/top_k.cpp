#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples top_k() {
  const auto first = [](std::int64_t k) { return Attributes{{"k", k}}; };
  return {
      .good = {{.inputs = {float64({{3, 1, 2}, {4, -5, 0}})},
                .attributes = first(2),
                .expected = {float64({{3, 2}, {4, 0}})},
                .gradient = {float64({{1, 0, 1}, {1, 0, 1}})}},
               {.inputs = {float64({2, 2, 1})},
                .attributes = first(1),
                .expected = {float64({2})},
                .kink = true,
                .gradient = {float64({1, 0, 0})}},
               {.inputs = {numbers({2, 2, 3})}, .attributes = first(3)},
               {.inputs = {numbers({2, 3})}, .attributes = first(0), .expected = {numbers({2, 0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}},
               .attributes = first(4),
               .error = typeid(ValueError),
               .text = "expected 0 to 3; received 4 of x float32[2, 3]"},
              {.types = {{DType::float32, {2, 3}}}, .attributes = first(-1), .error = typeid(ValueError), .text = "'k'"},
              {.types = {{DType::float32, {}}}, .attributes = first(1), .error = typeid(ShapeError), .text = "scalar"},
              {.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "'k' is missing"}},
  };
}

}  // namespace pellucid::inline v0::samples
