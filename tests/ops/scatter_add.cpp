#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples scatter_add() {
  const auto into = [](std::int64_t axis, const Dim& extent) { return Attributes{{"axis", axis}, {"extent", Dims{extent}}}; };
  return {
      .good = {{.inputs = {float64({{1, 2}, {3, 4}, {5, 6}}), int64({2, 0, 2})},
                .attributes = {{"extent", Dims{4}}},
                .expected = {float64({{3, 4}, {0, 0}, {6, 8}, {0, 0}})},
                .gradient = {float64({{1, 1}, {1, 1}, {1, 1}})}},
               {.inputs = {float64({{1, 2, 3}, {4, 5, 6}}), int64({1, 0, 1})},
                .attributes = into(-1, 2),
                .expected = {float64({{2, 4}, {5, 10}})}},
               {.inputs = {numbers({2, 3, 2, 2}), int64({{1, 1}, {0, 3}, {2, 0}})}, .attributes = into(1, 4)},
               {.inputs = {numbers({3}), Array(1)}, .attributes = into(0, 2)},
               {.inputs = {numbers({0, 2}), Array::zeros({0}, DType::int64)},
                .attributes = into(0, 2),
                .expected = {float64({{0, 0}, {0, 0}})}},
               {.inputs = {numbers({0, 2}), Array::zeros({0}, DType::int64)}, .attributes = into(0, 0), .expected = {numbers({0, 2})}},
               {.inputs = {boolean({true, false, true}), int64({1, 1, 0})}, .attributes = into(0, 2), .expected = {int64({1, 1})}}},
      .bad =
          {{.types = {{DType::float32, {3, 2}}, {DType::int64, {4}}},
            .attributes = into(0, 5),
            .error = typeid(ShapeError),
            .text = "'indices' [4]; received updates float32[3, 2]"},
           {.types = {{DType::float32, {2}}, {DType::int64, {2, 2}}},
            .attributes = into(0, 5),
            .error = typeid(ShapeError),
            .text = "[2, 2]"},
           {.types = {{DType::float32, {2}}, {DType::float32, {2}}},
            .attributes = into(0, 5),
            .error = typeid(DtypeError),
            .text = "'indices'"},
           {.types = {{DType::float32, {2}}, {DType::int64, {2}}}, .error = typeid(ValueError), .text = "'extent' is missing"},
           {.types = {{DType::float32, {2}}, {DType::int64, {2}}}, .attributes = into(0, -1), .error = typeid(ValueError), .text = "[-1]"},
           {.types = {{DType::float32, {2}}, {DType::int64, {2}}},
            .attributes = {{"axis", std::int64_t{0}}, {"extent", Dims{2, 3}}},
            .error = typeid(ValueError),
            .text = "[2, 3]"},
           {.types = {{DType::float32, {2}}, {DType::int64, {2}}}, .attributes = into(1, 2), .error = typeid(IndexError), .text = "axis 1"},
           {.values = {numbers({2}), int64({0, 2})}, .attributes = into(0, 2), .error = typeid(IndexError), .text = "'indices'"}},
      .sums = {{.inputs = {large_then_ones({70000}, 0x1p24, DType::float32), Array::full({70000}, 1, DType::int64)},
                .attributes = {{"extent", Dims{3}}}},
               {.inputs = {large_then_ones({30000, 3}, 0x1p24, DType::float32), Array::full({30000}, 1, DType::int32)},
                .attributes = {{"extent", Dims{2}}}},
               {.inputs = {large_then_ones({3, 30000}, 0x1p24, DType::float32), Array::full({30000}, 1, DType::int32)},
                .attributes = {{"axis", 1}, {"extent", Dims{2}}}},
               {.inputs = {large_then_ones({30000}, 0x1p53, DType::float64), Array::full({30000}, 0, DType::int32)},
                .attributes = {{"extent", Dims{2}}},
                .expected = {float64({0x1p53 + 29999, 0})}},
               {.inputs = {large_then_ones({5000, 2}, 2048, DType::float16), Array::full({5000}, 1, DType::int64)},
                .attributes = {{"extent", Dims{2}}}},
               {.inputs = {large_then_ones({100}, 256, DType::bfloat16), Array::full({100}, 1, DType::int64)},
                .attributes = {{"extent", Dims{2}}}},
               {.inputs = {ones({5000, 20}, DType::bfloat16), Array::full({5000}, 1, DType::int64)}, .attributes = {{"extent", Dims{2}}}}},
  };
}

}  // namespace pellucid::inline v0::samples
