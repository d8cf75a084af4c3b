#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples ensure_shape() {
  const Dim batch = Dim::named("batch");
  return {
      .good = {{.inputs = {float64({{1, 2, 3}})},
                .attributes = {{"dims", Dims{1, 3}}},
                .expected = {float64({{1, 2, 3}})},
                .gradient = {float64({{1, 1, 1}})}},
               {.inputs = {numbers({2, 3})}, .attributes = {{"dims", Dims{2, 3}}}},
               {.inputs = {float64(7)}, .attributes = {{"dims", Dims{}}}, .expected = {float64(7)}},
               {.inputs = {int64({1, 2})}, .attributes = {{"dims", Dims{2}}}, .expected = {int64({1, 2})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}},
               .attributes = {{"dims", Dims{2, 4}}},
               .error = typeid(ShapeError),
               .text = "does not have the shape; expected [2, 4]; received x float32[2, 3]"},
              {.types = {{DType::float32, {1}}}, .attributes = {{"dims", Dims{2}}}, .error = typeid(ShapeError), .text = "expected [2]"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"dims", Dims{2, 1}}}, .error = typeid(ShapeError), .text = "[2, 1]"},
              {.types = {{DType::float32, {batch}}},
               .attributes = {{"dims", Dims{batch + 1}}},
               .error = typeid(ShapeError),
               .text = "expected [batch + 1]"},
              {.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "'dims' is missing"}},
      .without = {{Meaning::edges, "it gives x as it is"}},
  };
}

}  // namespace pellucid::inline v0::samples
