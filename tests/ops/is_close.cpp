#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

OpSamples is_close() {
  return {
      .good = {{.inputs = {float64({1, 1, 1e-9, 0, 100, -1, 5e-8}), float64({1.000009, 1.00002, 0, 1e-9, 100.0011, 1, 0})},
                .expected = {boolean({true, false, true, true, false, false, false})},
                .without = {{Meaning::float64, "the differences are not those of float32"}}},
               {.inputs = {float64({infinity, infinity, 1, nan, -infinity}), float64({infinity, -infinity, infinity, nan, -infinity})},
                .expected = {boolean({true, false, false, false, true})}},
               {.inputs = {float64({nan, nan, 1}), float64({nan, 1, nan})},
                .attributes = {{"equal_nan", true}},
                .expected = {boolean({true, false, false})}},
               {.inputs = {float64({10, 11}), float64({11, 10})},
                .attributes = {{"rtol", 0.095}, {"atol", 0.0}},
                .expected = {boolean({true, false})}},
               {.inputs = {float64({{1}, {2}}), float64({1, 2.4})},
                .attributes = {{"rtol", 0.0}, {"atol", 0.5}},
                .expected = {boolean({{true, false}, {false, true}})}},
               {.inputs = {Array({250, 3}, DType::uint8), Array({251, 3}, DType::uint8)}, .expected = {boolean({false, true})}},
               {.inputs = {int64({1000000, 5}), int64({1000001, 6})}, .expected = {boolean({true, false})}},
               {.inputs = {int64({16777216, 2}), int64({16777217, 2})},
                .attributes = {{"rtol", 0.0}, {"atol", 0.5}},
                .expected = {boolean({false, true})}},
               {.inputs = {boolean({true, false}), boolean({true, true})}, .expected = {boolean({true, false})}},
               {.inputs = {Array({1., 2.}, DType::float16), Array({1.001, 2.}, DType::float16)}, .expected = {boolean({false, true})}},
               {.inputs = {numbers({0, 3}), float64(1)}, .expected = {Array::zeros({0, 3}, DType::boolean)}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"}},
  };
}

}  // namespace pellucid::inline v0::samples
