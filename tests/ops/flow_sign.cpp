#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples flow_sign() {
  return {
      .good = {{.inputs = {Array::zeros({0, 3}, DType::float64), numbers({3})}},
               {.inputs = {numbers({2, 3}), numbers({3}, -2, 2, 2)}},
               {.inputs = {float64({3, 3, 3, 0, 3}), float64({2, -2, 0, nan, nan})},
                .expected = {float64({3, -3, 0, 0, nan})},
                .kink = true,
                .gradient = {float64({1, -1, 0, nan, nan}), float64({0, 0, 0, 0, 0})},
                .without = {{Meaning::adjoint, "a slope is not a number"}}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {3}}}, .error = typeid(ShapeError), .text = "[2]"}},
      .without = {{Meaning::edges, "0 wins over infinity and NaN: its samples say so"}},
  };
}

}  // namespace pellucid::inline v0::samples
