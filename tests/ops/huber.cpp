#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples huber() {
  return {
      .good = {{.inputs = {float64({{0, 1, 2}, {3, -1, 0.5}}), float64({{0.5, -1.5, 2.25}, {-1, 0, 0.5}})},
                .expected = {float64({0.71875, 1.3333333333333333})},
                .kink = true,
                .gradient = {float64({{-0.16666666666666666, 0.3333333333333333, -0.08333333333333333},
                                      {0.3333333333333333, -0.3333333333333333, 0.0}}),
                             float64({{0.16666666666666666, -0.3333333333333333, 0.08333333333333333},
                                      {-0.3333333333333333, 0.3333333333333333, 0.0}})}},
               {.inputs = {float64({{0, 1, 2}, {3, -1, 0.5}}), float64({{0.5, -1.5, 2.25}, {-1, 0, 0.5}})},
                .attributes = {{"delta", 2.25}},
                .expected = {float64({1.0833333333333333, 2.3229166666666665})},
                .gradient = {float64({{-0.16666666666666666, 0.75, -0.08333333333333333}, {0.75, -0.3333333333333333, 0.0}}),
                             float64({{0.16666666666666666, -0.75, 0.08333333333333333}, {-0.75, 0.3333333333333333, 0.0}})}},
               {.inputs = {float64({{0, 0}}), float64({{1e30, -1e25}})},
                .attributes = {{"delta", 1.0}},
                .expected = {float64({5.00005e+29})},
                .gradient = {float64({{-0.5, 0.5}}), float64({{0.5, -0.5}})},
                .without = {{Meaning::pullback, "too large for differences"},
                            {Meaning::pushforward, "too large for differences"},
                            {Meaning::second, "too large for differences"}}},
               {.inputs = {numbers({2, 3, 2}), numbers({2, 3, 2}, -2, 2, 5)}, .attributes = {{"delta", 0.7}}},
               {.inputs = {numbers({0, 3}), numbers({0, 3})}, .expected = {Array::zeros({0}, DType::float64)}},
               {.inputs = {int64({{1, 2}}), int64({{4, 2}})}, .expected = {float32({1.25})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {2, 4}}},
               .error = typeid(ShapeError),
               .text = "target float32[2, 3], prediction float32[2, 4]"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2}}},
               .attributes = {{"delta", 0.0}},
               .error = typeid(ValueError),
               .text = "'delta' is not positive"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2}}},
               .attributes = {{"delta", std::numeric_limits<double>::quiet_NaN()}},
               .error = typeid(ValueError),
               .text = "a number above 0"}},
      .sums = {{.inputs = {Array::full({70000}, 0, DType::float32), large_then_ones({70000}, 4096, DType::float32)}},
               {.inputs = {Array::full({2}, 0, DType::float16), Array::full({2}, 60000, DType::float16)}, .attributes = {{"delta", 1.0}}},
               {.inputs = {numbers({5000}).astype(DType::bfloat16), numbers({5000}, -2, 2, 3).astype(DType::bfloat16)}}},
  };
}

}  // namespace pellucid::inline v0::samples
