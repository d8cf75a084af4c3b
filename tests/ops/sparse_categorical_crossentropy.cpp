#include <cmath>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples sparse_categorical_crossentropy() {
  return {
      .good = {{.inputs = {int64({1, 2}), float64({{0.7, 0.4, 0.3}, {0.1, 0.9, 0.6}})},
                .expected = {float64({1.252762968495368, 0.9808292530117264})},
                .gradient = {float64(
                    {{0.7142857142857142, -1.7857142857142858, 0.7142857142857142}, {0.625, 0.625, -1.0416666666666667}})}},
               {.inputs = {int64({{1}, {2}}), float64({{0.7, 0.4, 0.3}, {0.1, 0.9, 0.6}})},
                .expected = {float64({1.252762968495368, 0.9808292530117264})}},
               {.inputs = {int64({2}), float64({0.7, 0.4, 0.3})}, .expected = {float64(1.5404450409471488)}},
               {.inputs = {int64({2}), int64({{1, 2, 5}})}, .expected = {float32({0.4700036292457356})}, .tolerance = 1e-7},
               {.inputs = {int64({{{2}, {0}}, {{1}, {1}}}), numbers({2, 2, 3}, 0.1, 0.9, 2)}},
               {.inputs = {int64({1, 2}), float64({{2, -1, 0.5}, {-30, 1000, 30}})},
                .attributes = {{"from_logits", true}},
                .expected = {float64({3.241311296657157, 970})},
                .gradient = {float64({{0.7855970345892759, -0.9608874267293126, 0.1752903921400367}, {0, 1, -1}})}},
               {.inputs = {Array({{2, 0}, {1, 1}}, DType::int32), numbers({2, 2, 3}, 0.1, 0.9, 2)}},
               {.inputs = {Array({{2, 0}, {1, 1}}, DType::uint8), numbers({2, 2, 3}, -3, 3, 2)}, .attributes = {{"from_logits", true}}}},
      .bad = {{.types = {{DType::int64, {2}}, {DType::float32, {3, 4}}},
               .error = typeid(ShapeError),
               .text = "label int64[2], prediction float32[3, 4]"},
              {.types = {{DType::int64, {2, 3}}, {DType::float32, {2, 3}}},
               .error = typeid(ShapeError),
               .text = "categorical_crossentropy"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2, 3}}}, .error = typeid(DtypeError), .text = "integers"},
              {.values = {int64({1, 3}), float32({{1, 2, 3}, {1, 2, 3}})},
               .error = typeid(IndexError),
               .text = "3",
               .where = "take_along_axis"},
              {.values = {int64({1, -1}), float32({{1, 2, 3}, {1, 2, 3}})},
               .error = typeid(IndexError),
               .text = "-1",
               .where = "take_along_axis"}},
      .sums = {{.inputs = {int64({0}), large_then_ones({1, 70000}, 1 + 24 * std::numbers::ln2, DType::float32)},
                .attributes = {{"from_logits", true}}},
               {.inputs = {int64({0}), ones({1, 1000}, DType::bfloat16)}},
               {.inputs = {int64({0}), ones({1, 5000}, DType::float16)}, .attributes = {{"from_logits", true}}}},
  };
}

}  // namespace pellucid::inline v0::samples
