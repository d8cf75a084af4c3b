#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples slice() {
  const auto part = [](const Dims& starts, const Dims& extents, const Axes& steps) {
    return Attributes{{"starts", starts}, {"extents", extents}, {"steps", steps}};
  };
  const Dim batch = Dim::named("batch");
  return {
      .good =
          {{.inputs = {float64({0, 1, 2, 3, 4, 5})},
            .attributes = part({1}, {3}, {2}),
            .expected = {float64({1, 3, 5})},
            .gradient = {float64({0, 1, 0, 1, 0, 1})}},
           {.inputs = {float64({0, 1, 2, 3, 4, 5})},
            .attributes = part({5}, {3}, {-2}),
            .expected = {float64({5, 3, 1})},
            .gradient = {float64({0, 1, 0, 1, 0, 1})}},
           {.inputs = {float64({0, 1, 2, 3})}, .attributes = part({3}, {4}, {-1}), .expected = {float64({3, 2, 1, 0})}},
           {.inputs = {float64({{1, 2, 3}, {4, 5, 6}})},
            .attributes = {{"starts", Dims{1, 0}}, {"extents", Dims{1, 2}}},
            .expected = {float64({{4, 5}})}},
           {.inputs = {numbers({4, 5})}, .attributes = part({0, 4}, {2, 2}, {2, -3})},
           {.inputs = {numbers({4})}, .attributes = part({2}, {0}, {3}), .expected = {numbers({0})}, .gradient = {float64({0, 0, 0, 0})}},
           {.inputs = {numbers({4})}, .attributes = part({0}, {0}, {-2}), .expected = {numbers({0})}, .gradient = {float64({0, 0, 0, 0})}}},
      .bad = {{.types = {{DType::float32, {4}}},
               .attributes = part({1}, {4}, {1}),
               .error = typeid(IndexError),
               .text = "expected positions within 0 to 3; received 4 from 1 in steps of 1"},
              {.types = {{DType::float32, {4}}}, .attributes = part({1}, {3}, {-1}), .error = typeid(IndexError), .text = "axis 0"},
              {.types = {{DType::float32, {4}}}, .attributes = part({4}, {2}, {-1}), .error = typeid(IndexError), .text = "axis 0"},
              {.types = {{DType::float32, {4}}}, .attributes = part({4}, {1}, {1}), .error = typeid(IndexError), .text = "axis 0"},
              {.types = {{DType::float32, {batch}}},
               .attributes = part({batch - 1}, {2}, {1}),
               .error = typeid(IndexError),
               .text = "batch - 1"},
              {.types = {{DType::float32, {4}}},
               .attributes = part({1}, {3}, {1, 1}),
               .error = typeid(ShapeError),
               .text = "received x float32[4], 1 starts, 1 extents, 2 steps"},
              {.types = {{DType::float32, {4, 2}}},
               .attributes = part({0}, {1, 1}, {1, 1}),
               .error = typeid(ShapeError),
               .text = "1 starts, 2 extents, 2 steps"},
              {.types = {{DType::float32, {4, 2}}},
               .attributes = part({0, 0}, {1}, {1, 1}),
               .error = typeid(ShapeError),
               .text = "2 starts, 1 extents, 2 steps"},
              {.types = {{DType::float32, {4}}}, .attributes = part({-1}, {2}, {1}), .error = typeid(IndexError), .text = "from -1"},
              {.types = {{DType::float32, {4}}}, .attributes = part({0}, {-1}, {1}), .error = typeid(IndexError), .text = "received -1"},
              {.types = {{DType::float32, {4}}}, .attributes = part({1}, {-1}, {-1}), .error = typeid(IndexError), .text = "received -1"},
              {.types = {{DType::float32, {4}}},
               .attributes = part({0}, {1}, {0}),
               .error = typeid(ValueError),
               .text = "step of axis 0 is 0"},
              {.types = {{DType::float32, {4, 2}}}, .attributes = part({0}, {1}, {1}), .error = typeid(ShapeError), .text = "1 starts"},
              {.types = {{DType::float32, {4}}},
               .attributes = {{"starts", Dims{0}}},
               .error = typeid(ValueError),
               .text = "'extents' is missing"}},
  };
}

}  // namespace pellucid::inline v0::samples
