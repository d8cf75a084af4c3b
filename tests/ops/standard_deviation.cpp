#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples standard_deviation() {
  return {
      .good = {{.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({1.3123346456686351, 1.6708281379802852})},
                .gradient = {float64({{0.2963336296671112, -0.46566713233403184, 0.16933350266692065},
                                      {0.44887920124843483, -0.09975093361076329, -0.3491282676376715}})}},
               {.inputs = {float64({{1, -2, 0.5}, {3, 0.25, -1}})}, .expected = {float64(1.5706730687475636)}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{-1, 0}}}},
               {.inputs = {float64({2, 2, 2})}, .expected = {float64(0)}, .kink = true, .gradient = {float64({0, 0, 0})}},
               {.inputs = {int64({1, 3})}, .expected = {Array(1.)}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"},
              {.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{1, -1}}}, .error = typeid(ValueError), .text = "twice"}},
      .sums = {{.inputs = {numbers({30000, 2}, 9998, 10002).astype(DType::float32)}, .attributes = {{"axes", Axes{0}}}},
               {.inputs = {Array({-300., 300.}, DType::float16)}, .expected = {float64(300)}},
               {.inputs = {numbers({5000}, 99, 101).astype(DType::float16)}},
               {.inputs = {numbers({5000}).astype(DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
