#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples sum() {
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}})}, .attributes = {{"axes", Axes{1}}}, .expected = {float64({6, 15})}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{0, -1}}}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({2, 0})}, .attributes = {{"axes", Axes{1}}}, .expected = {float64({0, 0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"}},
      .sums = {{.inputs = {large_then_ones({70000, 2}, 0x1p24, DType::float32)}, .attributes = {{"axes", Axes{0}}}},
               {.inputs = {large_then_ones({2, 70000}, 0x1p24, DType::float32)}, .attributes = {{"axes", Axes{1}}}},
               {.inputs = {large_then_ones({2, 35000, 2}, 0x1p24, DType::float32)}, .attributes = {{"axes", Axes{1}}}},
               {.inputs = {large_then_ones({300, 2, 250}, 0x1p24, DType::float32)}, .attributes = {{"axes", Axes{0, 2}}}},
               {.inputs = {large_then_ones({70000}, 0x1p53, DType::float64)}, .expected = {float64(0x1p53 + 69999)}},
               {.inputs = {large_then_ones({70000, 2}, 0x1p53, DType::float64)},
                .attributes = {{"axes", Axes{0}}},
                .expected = {float64({0x1p53 + 69999, 70000})}},
               {.inputs = {large_then_ones({2, 5000}, 2048, DType::float16)}, .attributes = {{"axes", Axes{1}}}},
               {.inputs = {large_then_ones({5000, 2}, 2048, DType::float16)}, .attributes = {{"axes", Axes{0}}}},
               {.inputs = {float16({60000, 60000, -60000})}},
               {.inputs = {large_then_ones({5000, 2}, 256, DType::bfloat16)}, .attributes = {{"axes", Axes{0}}}}},
  };
}

}  // namespace pellucid::inline v0::samples
