#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples l2_norm() {
  return {
      .good = {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({2.29128784747792, 3.17214438511238})},
                .gradient = {float64({{0.4364357804719848, -0.8728715609439696, 0.2182178902359924},
                                      {0.9457324874869207, 0.07881104062391006, -0.31524416249564025}})}},
               {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})}, .expected = {float64(3.913118960624632)}},
               {.inputs = {float64({0, 0})}, .expected = {float64(0)}, .kink = true, .gradient = {float64({0, 0})}},
               {.inputs = {numbers({0, 3})}, .expected = {float64(0)}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{-1, 0}}}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"}},
      .sums = {{.inputs = {large_then_ones({70000}, 4096, DType::float32)}},
               {.inputs = {large_then_ones({70000, 2}, 4096, DType::float32)}, .attributes = {{"axes", Axes{0}}}},
               {.inputs = {float16({300, 400})}},
               {.inputs = {ones({5000}, DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
