#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples reshape() {
  const Dim batch = Dim::named("batch");
  const auto to = [](const Dims& dims) { return Attributes{{"dims", dims}}; };
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}})},
                .attributes = to({3, 2}),
                .expected = {float64({{1, 2}, {3, 4}, {5, 6}})},
                .gradient = {float64({{1, 1, 1}, {1, 1, 1}})}},
               {.inputs = {float64({{1, 2, 3}, {4, 5, 6}})}, .attributes = to({-1}), .expected = {float64({1, 2, 3, 4, 5, 6})}},
               {.inputs = {float64({1, 2, 3, 4, 5, 6, 7, 8})},
                .attributes = to({2, -1, 2}),
                .expected = {float64({{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}})}},
               {.inputs = {numbers({2, 3, 4})}, .attributes = to({6, 1, 2, 2})},
               {.inputs = {numbers({4, 3, 2})}, .attributes = to({2, 6, 2})},
               {.inputs = {numbers({2, 3, 4})}, .attributes = to({-1, 12})},
               {.inputs = {float64({{5}})}, .attributes = to({}), .expected = {float64(5)}},
               {.inputs = {float64(5)}, .attributes = to({1, 1}), .expected = {float64({{5}})}},
               {.inputs = {numbers({0, 3})}, .attributes = to({5, 0}), .expected = {numbers({5, 0})}},
               {.inputs = {numbers({2, 0})}, .attributes = to({0, 3, 2}), .expected = {numbers({0, 3, 2})}}},
      .bad =
          {{.types = {{DType::float32, {2, 3}}},
            .attributes = to({4}),
            .error = typeid(ShapeError),
            .text = "expected 6 elements; received x float32[2, 3], dims [4]"},
           {.types = {{DType::float32, {2, 3}}}, .attributes = to({-1, 4}), .error = typeid(ShapeError), .text = "[1, 4]"},
           {.types = {{DType::float32, {2, 3}}}, .attributes = to({-1, -1}), .error = typeid(ShapeError), .text = "negative"},
           {.types = {{DType::float32, {0, 3}}}, .attributes = to({-1, 0}), .error = typeid(ShapeError), .text = "-1"},
           {.types = {{DType::float32, {batch, 3}}}, .attributes = to({batch, 2}), .error = typeid(ShapeError), .text = "3*batch elements"},
           {.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "'dims' is missing"}},
  };
}

}  // namespace pellucid::inline v0::samples
