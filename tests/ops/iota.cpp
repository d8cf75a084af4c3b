#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples iota() {
  return {
      .good = {{.attributes = {{"dims", Dims{3}}}, .expected = {int64({0, 1, 2})}},
               {.attributes = {{"dims", Dims{2, 3}}}, .expected = {int64({{0, 1, 2}, {0, 1, 2}})}},
               {.attributes = {{"dims", Dims{2, 3}}, {"axis", std::int64_t{0}}, {"dtype", DType::float64}},
                .expected = {float64({{0, 0, 0}, {1, 1, 1}})}},
               {.attributes = {{"dims", Dims{0}}}, .expected = {Array::zeros({0}, DType::int64)}}},
      .bad = {{.attributes = {{"dims", Dims{2, -1}}}, .error = typeid(ShapeError), .text = "negative; received [2, -1]"},
              {.attributes = {{"dims", Dims{}}}, .error = typeid(IndexError), .text = "axis -1"},
              {.error = typeid(ValueError), .text = "'dims' is missing"}},
  };
}

}  // namespace pellucid::inline v0::samples
