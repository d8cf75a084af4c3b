#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples minimum() {
  return {
      .good = {{.inputs = {float64({1, -2, 3.5}), float64({4, -5, -6})},
                .expected = {float64({1, -5, -6})},
                .gradient = {float64({1, 0, 0}), float64({0, 1, 1})}},
               {.inputs = {numbers({2, 3}), numbers({3}, -2, 2, 2)}},
               {.inputs = {numbers({2, 1}), numbers({1, 3}, -2, 2, 2)}},
               {.inputs = {numbers({0, 3}), float64(2)}, .expected = {numbers({0, 3})}},
               {.inputs = {float64({2, -1}), float64({2, -1})},
                .expected = {float64({2, -1})},
                .kink = true,
                .gradient = {float64({0.5, 0.5}), float64({0.5, 0.5})}},
               {.inputs = {float64({1, nan, -infinity}), float64({nan, 1, 0})},
                .expected = {float64({nan, nan, -infinity})},
                .constants = {0, 1}},
               {.inputs = {int64({2, 3}), int64({-4, 5})}, .expected = {int64({-4, 3})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"},
              {.types = {{DType::float32, {}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
