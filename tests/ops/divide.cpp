#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples divide() {
  return {
      .good = {{.inputs = {float64({1, -2, 3.5}), float64({4, 5, -8})},
                .expected = {float64({0.25, -0.4, -0.4375})},
                .gradient = {float64({0.25, 0.2, -0.125}), float64({-0.0625, 0.08, -0.0546875})}},
               {.inputs = {numbers({2, 3}), numbers({3}, 0.3, 2, 2)}},
               {.inputs = {numbers({2, 1}), numbers({1, 3}, 0.3, 2, 2)}},
               {.inputs = {numbers({0, 3}), float64(2)}, .expected = {numbers({0, 3})}},
               {.inputs = {float64({1, -1, 0}), float64({0, 0, 0})},
                .expected = {float64({infinity, -infinity, nan})},
                .constants = {0, 1}},
               {.inputs = {int64({1, 3}), int64({2, -2})}, .expected = {float32({0.5, -1.5})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"},
              {.types = {{DType::float32, {}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
