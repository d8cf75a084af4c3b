#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples cumulative_sum() {
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}})},
                .expected = {float64({{1, 3, 6}, {4, 9, 15}})},
                .gradient = {float64({{3, 2, 1}, {3, 2, 1}})}},
               {.inputs = {float64({{1, 2, 3}, {4, 5, 6}})},
                .attributes = {{"axis", std::int64_t{0}}, {"reverse", true}},
                .expected = {float64({{5, 7, 9}, {4, 5, 6}})}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axis", std::int64_t{1}}}},
               {.inputs = {float16({60000, 60000, -60000})},
                .expected = {float16({60000, std::numeric_limits<double>::infinity(), 60000})},
                .kink = true,
                .without = {{Meaning::second, "the sum leaves the numbers of the dtype"}, {Meaning::adjoint, "halves are not exact"}}},
               {.inputs = {boolean({true, true})}, .expected = {int64({1, 2})}},
               {.inputs = {numbers({2, 0})}, .expected = {numbers({2, 0})}}},
      .bad = {{.types = {{DType::float32, {}}}, .error = typeid(IndexError), .text = "axis -1"}},
      .sums = {{.inputs = {large_then_ones({2000}, 0x1p24, DType::float32)}},
               {.inputs = {large_then_ones({500, 3}, 0x1p24, DType::float32)}, .attributes = {{"axis", std::int64_t{0}}}},
               {.inputs = {large_then_ones({120}, 2048, DType::float16)}},
               {.inputs = {large_then_ones({300}, 256, DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
