#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples power() {
  return {
      .good = {{.inputs = {float64({-2, -3}), float64({2, -1})},
                .expected = {float64({4, -1.0 / 3})},
                .constants = {1},
                .gradient = {float64({-4, -1.0 / 9})}},
               {.inputs = {float64({2, 0.5, 3.5}), float64({3, -2, 0.5})},
                .expected = {float64({8, 4, 1.8708286933869707})},
                .gradient = {float64({12, -16, 0.2672612419124244}), float64({5.545177444479562, -2.772588722239781, 2.343704907473772})}},
               {.inputs = {numbers({2, 3}, 0.2, 2), numbers({3}, -2, 2, 2)}},
               {.inputs = {numbers({2, 1}, 0.2, 2), numbers({1, 3}, -2, 2, 2)}},
               {.inputs = {numbers({0, 3}, 0.2, 2), float64(2)}, .expected = {numbers({0, 3})}},
               {.inputs = {float64({0, 0, 0}), float64({2, 0, 1})},
                .expected = {float64({0, 1, 0})},
                .kink = true,
                .gradient = {float64({0, 0, 1}), float64({0, 0, 0})}},
               {.inputs = {float64({0, -2, 2}), float64({-1, 0.5, infinity})},
                .expected = {float64({infinity, nan, infinity})},
                .constants = {0, 1}},
               {.inputs = {int64({2, 3}), int64({3, 2})}, .expected = {float32({8, 9})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"},
              {.types = {{DType::float32, {}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
