#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples overlap_add() {
  return {
      .good = {{.inputs = {float64({{1, 2}, {3, 4}, {5, 6}})},
                .attributes = {{"axes", Axes{0}}, {"extents", Dims{4}}},
                .expected = {float64({1, 5, 9, 6})},
                .gradient = {float64({{1, 1}, {1, 1}, {1, 1}})}},
               {.inputs = {float64({{1, 2}, {3, 4}})},
                .attributes = {{"axes", Axes{-1}}, {"strides", Axes{2}}, {"dilations", Axes{2}}, {"extents", Dims{6}}},
                .expected = {float64({1, 0, 5, 0, 4, 0})}},
               {.inputs = {numbers({2, 2, 2, 1, 3, 2})},
                .attributes = {{"axes", Axes{1, 2}}, {"strides", Axes{2, 1}}, {"dilations", Axes{1, 2}}, {"extents", Dims{5, 4}}}},
               {.inputs = {boolean({{true, true}, {true, true}})},
                .attributes = {{"axes", Axes{0}}, {"extents", Dims{3}}},
                .expected = {int64({1, 2, 1})}},
               {.inputs = {numbers({0, 3})}, .attributes = {{"axes", Axes{0}}, {"extents", Dims{2}}}, .expected = {float64({0, 0})}},
               {.inputs = {numbers({0, 1, 3})}, .attributes = {{"axes", Axes{1}}, {"extents", Dims{3}}}, .expected = {numbers({0, 3})}}},
      .bad = {{.types = {{DType::float32, {3, 2}}},
               .attributes = {{"axes", Axes{0}}, {"extents", Dims{5}}},
               .error = typeid(ShapeError),
               .text = "expected 4 windows; received x float32[3, 2]"},
              {.types = {{DType::float32, {3}}},
               .attributes = {{"axes", Axes{0}}, {"extents", Dims{5}}},
               .error = typeid(ShapeError),
               .text = "extents [5]"},
              {.types = {{DType::float32, {3, 2}}},
               .attributes = {{"axes", Axes{0}}, {"extents", Dims{5, 5}}},
               .error = typeid(ShapeError),
               .text = "extents [5, 5]"},
              {.types = {{DType::float32, {3, 3, 2}}},
               .attributes = {{"axes", Axes{0, 1}}, {"extents", Dims{4, 3}}},
               .error = typeid(ShapeError),
               .text = "expected 2 positions"},
              {.types = {{DType::float32, {3, 2}}},
               .attributes = {{"axes", Axes{0}}},
               .error = typeid(ValueError),
               .text = "'extents' is missing"},
              {.types = {{DType::float32, {3, Dim::named("size")}}},
               .attributes = {{"axes", Axes{0}}, {"extents", Dims{5}}},
               .error = typeid(ShapeError),
               .text = "the size of a window is not known"}},
      .sums = {{.inputs = {ones({300, 300}, DType::bfloat16)}, .attributes = {{"axes", Axes{0}}, {"extents", Dims{599}}}},
               {.inputs = {Array::full({300, 300}, 9, DType::float16)}, .attributes = {{"axes", Axes{0}}, {"extents", Dims{599}}}}},
      .without = {{Meaning::meeting, "a window has a known size"}},
  };
}

}  // namespace pellucid::inline v0::samples
