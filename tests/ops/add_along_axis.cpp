#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples add_along_axis() {
  const auto into = [](std::int64_t axis, const Dim& extent) { return Attributes{{"axis", axis}, {"extent", Dims{extent}}}; };
  return {
      .good = {{.inputs = {float64({{1, 2}, {3, 4}}), int64({{2, 0}, {1, 1}})},
                .attributes = {{"extent", Dims{3}}},
                .expected = {float64({{2, 0, 1}, {0, 7, 0}})},
                .gradient = {float64({{1, 1}, {1, 1}})}},
               {.inputs = {float64({{1, 2}, {3, 4}}), int64({{1, 0}, {1, 1}})},
                .attributes = into(0, 2),
                .expected = {float64({{0, 2}, {4, 4}})}},
               {.inputs = {numbers({2, 2, 3}), int64({{{1, 0, 1}, {0, 0, 0}}, {{0, 0, 1}, {2, 1, 0}}})}, .attributes = into(1, 3)},
               {.inputs = {numbers({0, 2}), Array::zeros({0, 2}, DType::int64)}, .attributes = into(0, 1), .expected = {float64({{0, 0}})}},
               {.inputs = {boolean({true, false, true}), int64({1, 1, 0})}, .attributes = into(0, 2), .expected = {int64({1, 1})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::int64, {3}}},
               .attributes = into(1, 4),
               .error = typeid(ShapeError),
               .text = "updates float32[2, 3], indices int64[3]"},
              {.types = {{DType::float32, {2}}, {DType::float32, {2}}},
               .attributes = into(0, 4),
               .error = typeid(DtypeError),
               .text = "'indices'"},
              {.types = {{DType::float32, {2}}, {DType::int64, {2}}}, .error = typeid(ValueError), .text = "'extent' is missing"},
              {.values = {numbers({2}), int64({0, 2})}, .attributes = into(0, 2), .error = typeid(IndexError), .text = "'indices'"}},
      .sums = {{.inputs = {large_then_ones({70000}, 0x1p24, DType::float32), Array::full({70000}, 1, DType::int64)},
                .attributes = {{"extent", Dims{3}}}},
               {.inputs = {large_then_ones({20000, 20}, 0x1p24, DType::float32), Array::full({20000, 20}, 1, DType::int64)},
                .attributes = {{"axis", 0}, {"extent", Dims{2}}}},
               {.inputs = {ones({5000}, DType::float16), Array::full({5000}, 1, DType::int64)}, .attributes = {{"extent", Dims{2}}}},
               {.inputs = {ones({5000}, DType::bfloat16), Array::full({5000}, 1, DType::int64)}, .attributes = {{"extent", Dims{2}}}}},
  };
}

}  // namespace pellucid::inline v0::samples
