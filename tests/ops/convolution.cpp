#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples convolution() {
  const Type image = {DType::float32, {2, 5, 4, 3}}, kernel = {DType::float32, {3, 3, 3, 4}};
  return {
      .good = {{.inputs = {float64({{{1}, {2}, {3}, {4}}}), float64({{{1}}, {{10}}})},
                .expected = {float64({{{21}, {32}, {43}}})},
                .gradient = {float64({{{1}, {11}, {11}, {10}}}), float64({{{6}}, {{9}}})}},
               {.inputs = {float64({{{1}, {2}, {3}, {4}}}), float64({{{1}}, {{10}}})},
                .attributes = {{"strides", Axes{2}}, {"low", Dims{1}}, {"high", Dims{1}}},
                .expected = {float64({{{10}, {32}, {4}}})}},
               {.inputs = {float64({{{1}, {2}, {3}, {4}}}), float64({{{1}}, {{10}}})},
                .attributes = {{"dilations", Axes{3}}},
                .expected = {float64({{{41}}})}},
               {.inputs = {float64({{{1, 2}, {3, 4}}}), float64({{{1, 10}, {100, 1000}}})},
                .expected = {float64({{{201, 2010}, {403, 4030}}})}},
               {.inputs = {float64({{{1, 2}, {3, 4}}}), float64({{{1, 10}}})},
                .attributes = {{"groups", std::int64_t{2}}},
                .expected = {float64({{{1, 20}, {3, 40}}})}},
               {.inputs = {numbers({2, 4, 5, 2}), numbers({3, 2, 2, 2}, -1, 1, 2)},
                .attributes = {{"low", Dims{0, 1}}, {"strides", Axes{1, 2}}}},
               {.inputs = {numbers({1, 3, 4}), numbers({2, 2, 6}, -1, 1, 2)},
                .attributes = {{"groups", std::int64_t{2}}, {"high", Dims{1}}, {"dilations", Axes{2}}}},
               {.inputs = {numbers({0, 3, 1}), numbers({2, 1, 1})}, .expected = {numbers({0, 2, 1})}},
               {.inputs = {boolean({{{true}, {true}}}), boolean({{{true}}, {{true}}})}, .expected = {int64({{{2}}})}}},
      .bad = {{.types = {{DType::float32, {5, 3}}, kernel}, .error = typeid(ShapeError), .text = "no spatial axis"},
              {.types = {image, {DType::float32, {3, 3, 4}}}, .error = typeid(ShapeError), .text = "the rank of 'kernel'"},
              {.types = {image, {DType::float32, {3, 3, 2, 4}}},
               .error = typeid(ShapeError),
               .text = "received x float32[2, 5, 4, 3], kernel float32[3, 3, 2, 4], 1 groups"},
              {.types = {image, {DType::float32, {3, 3, 1, 4}}},
               .attributes = {{"groups", std::int64_t{3}}},
               .error = typeid(ShapeError),
               .text = "filters that groups divide"},
              {.types = {image, {DType::float32, {6, 1, 3, 4}}}, .error = typeid(ShapeError), .text = "does not fit on axis 1"},
              {.types = {image, {DType::float32, {1, Dim::named("k"), 3, 4}}},
               .error = typeid(ShapeError),
               .text = "a window of known size"},
              {.types = {image, {DType::float32, {1, 0, 3, 4}}}, .error = typeid(ShapeError), .text = "does not fit on axis 2"},
              {.types = {image, kernel}, .attributes = {{"strides", Axes{1}}}, .error = typeid(ValueError), .text = "'strides'"},
              {.types = {image, kernel}, .attributes = {{"dilations", Axes{1, 0}}}, .error = typeid(ValueError), .text = "'dilations'"},
              {.types = {image, kernel}, .attributes = {{"low", Dims{1}}}, .error = typeid(ShapeError), .text = "'low'"},
              {.types = {image, kernel}, .attributes = {{"groups", std::int64_t{0}}}, .error = typeid(ValueError), .text = "'groups'"}},
      .sums = {{.inputs = {large_then_ones({1, 700, 100}, 0x1p24, DType::float32), ones({700, 100, 1}, DType::float32)}},
               {.inputs = {ones({1, 302, 16}, DType::float16), ones({300, 16, 2}, DType::float16)}},
               {.inputs = {ones({1, 302, 16}, DType::bfloat16), ones({300, 16, 2}, DType::bfloat16)}}},
      .without = {{Meaning::zeros, "products that are summed follow IEEE"}},
  };
}

}  // namespace pellucid::inline v0::samples
