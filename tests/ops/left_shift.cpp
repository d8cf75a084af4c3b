#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples left_shift() {
  return {
      .good = {{.inputs = {int64({1, -3, 5, -5, 7, -7, 9, -9}), int64({0, 2, -1, -1, 64, 64, 63, 1000})},
                .expected = {int64({1, -12, 0, 0, 0, 0, std::numeric_limits<std::int64_t>::min(), 0})}},
               {.inputs = {Array({1, -128, 127, -1, 3}, DType::int8), Array({7, 1, 2, 8, -128}, DType::int8)},
                .expected = {Array({-128, 0, -4, 0, 0}, DType::int8)}},
               {.inputs = {Array({1, 255, 255, 128, 9}, DType::uint8), Array({7, 1, 8, 7, 200}, DType::uint8)},
                .expected = {Array({128, 254, 0, 0, 0}, DType::uint8)}},
               {.inputs = {Array({{1, 2}, {-3, 4}}, DType::int32), Array({1, 3}, DType::int32)},
                .expected = {Array({{2, 16}, {-6, 32}}, DType::int32)}},
               {.inputs = {boolean({true, false}), int64({3, 1})}, .expected = {int64({8, 0})}},
               {.inputs = {boolean({true, true}), boolean({true, false})}, .expected = {int64({2, 1})}}},
      .bad =
          {{.types = {{DType::int32, {2, 3}}, {DType::int32, {4}}}, .error = typeid(ShapeError), .text = "x int32[2, 3], count int32[4]"},
           {.types = {{DType::int32, {2}}, {DType::float32, {2}}}, .error = typeid(DtypeError), .text = "'count' does not hold integers"}},
      .without = {{Meaning::float64, "it takes no floats"}},
  };
}

}  // namespace pellucid::inline v0::samples
