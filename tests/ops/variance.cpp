#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples variance() {
  return {
      .good = {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({1.7222222222222223, 2.7916666666666665})},
                .gradient = {float64(
                    {{0.7777777777777778, -1.222222222222222, 0.4444444444444444}, {1.5, -0.3333333333333333, -1.1666666666666667}})}},
               {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})}, .expected = {float64(2.467013888888889)}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{-1, 0}}}},
               {.inputs = {float64({5})}, .expected = {float64(0)}, .gradient = {float64({0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"}},
      .sums = {{.inputs = {numbers({30000, 2}, 9998, 10002).astype(DType::float32)}, .attributes = {{"axes", Axes{0}}}},
               {.inputs = {numbers({2, 30000}, 9998, 10002).astype(DType::float32)}, .attributes = {{"axes", Axes{1}}}},
               {.inputs = {float16({-300, 300})}, .expected = {float64(std::numeric_limits<double>::infinity())}},
               {.inputs = {numbers({5000}, 99, 101).astype(DType::float16)}},
               {.inputs = {numbers({5000}).astype(DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
