#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples bitwise_or() {
  return {
      .good = {{.inputs = {int64({12, -1, 7, 0}), int64({10, 5, -8, 3})}, .expected = {int64({14, -1, -1, 3})}},
               {.inputs = {boolean({false, false, true, true}), boolean({false, true, false, true})},
                .expected = {boolean({false, true, true, true})}},
               {.inputs = {Array({{1, 2}, {3, 255}}, DType::uint8), Array({6, 129}, DType::uint8)},
                .expected = {Array({{7, 131}, {7, 255}}, DType::uint8)}},
               {.inputs = {Array({1, -2}, DType::int8), Array({3, 200}, DType::uint8)}, .expected = {Array({3, -2}, DType::int16)}},
               {.inputs = {boolean({true, false}), int64({6, 7})}, .expected = {int64({7, 7})}},
               {.inputs = {Array({{1}, {2}}, DType::int32), Array::zeros({0}, DType::int32)},
                .expected = {Array::zeros({2, 0}, DType::int32)}}},
      .bad = {{.types = {{DType::int32, {2, 3}}, {DType::int32, {4}}}, .error = typeid(ShapeError), .text = "a int32[2, 3], b int32[4]"},
              {.types = {{DType::int32, {2}}, {DType::float32, {2}}}, .error = typeid(DtypeError), .text = "'b' does not hold integers"},
              {.types = {{DType::float32, {2}}, {DType::boolean, {2}}}, .error = typeid(DtypeError), .text = "an integer dtype or bool"}},
      .without = {{Meaning::float64, "it takes no floats"}},
  };
}

}  // namespace pellucid::inline v0::samples
