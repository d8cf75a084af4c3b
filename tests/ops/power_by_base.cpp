#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

OpSamples power_by_base() {
  return {
      .good = {{.inputs = {float64({2, 0.5, 3.5}), float64({3, -2, 0.5})},
                .expected = {float64({12, -16.0, 0.2672612419124244})},
                .gradient = {float64({12, 96.0, -0.038180177416060626}),
                             float64({12.317766166719343, 19.090354888959126, 0.8693374706068162})}},
               {.inputs = {float64({0, 0, 0, 0}), float64({2, 0, 1, 0.5})},
                .expected = {float64({0, 0, 1, infinity})},
                .kink = true,
                .gradient = {float64({2, 0, 0, -infinity}), float64({0, 0, -infinity, -infinity})},
                .without = {{Meaning::adjoint, "infinities of both signs meet"}}},
               {.inputs = {numbers({2, 1}, 0.2, 2), numbers({1, 3}, -2, 2, 2)}},
               {.inputs = {numbers({0, 3}, 0.2, 2), float64(2)}, .expected = {numbers({0, 3})}},
               {.inputs = {int64({2, 3}), int64({3, 2})}, .expected = {float32({12, 6})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"}},
  };
}

}  // namespace pellucid::inline v0::samples
