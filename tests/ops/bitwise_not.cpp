#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples bitwise_not() {
  return {
      .good = {{.inputs = {int64({{0, -1}, {12, -13}})}, .expected = {int64({{-1, 0}, {-13, 12}})}},
               {.inputs = {Array({0, 255, 10}, DType::uint8)}, .expected = {Array({255, 0, 245}, DType::uint8)}},
               {.inputs = {boolean({true, false})}, .expected = {boolean({false, true})}},
               {.inputs = {Array::zeros({0, 2}, DType::int16)}, .expected = {Array::zeros({0, 2}, DType::int16)}}},
      .bad = {{.types = {{DType::float64, {2}}}, .error = typeid(DtypeError), .text = "'x' does not hold integers"}},
      .without = {{Meaning::float64, "it takes no floats"}},
  };
}

}  // namespace pellucid::inline v0::samples
