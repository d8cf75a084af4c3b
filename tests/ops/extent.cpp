#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples extent() {
  return {
      .good = {{.inputs = {}, .attributes = {{"dims", Dims{3, 4}}}, .expected = {Array(12)}},
               {.inputs = {}, .attributes = {{"dims", Dims{}}, {"dtype", DType::float64}}, .expected = {float64(1)}},
               {.inputs = {}, .attributes = {{"dims", Dims{5}}, {"dtype", DType::float32}}, .expected = {Array(5.0)}}},
      .bad = {{.types = {{DType::float32, {2}}},
               .attributes = {{"dims", Dims{2}}},
               .error = typeid(ValueError),
               .text = "wrong number of inputs"},
              {.types = {}, .error = typeid(ValueError), .text = "'dims' is missing"}},
  };
}

}  // namespace pellucid::inline v0::samples
