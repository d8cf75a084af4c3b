#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples flow_product() {
  return {
      .good = {{.inputs = {float64({1, -2, 3}), float64({4, 0, -6})},
                .expected = {float64({4, 0, -18})},
                .gradient = {float64({4, 0, -6}), float64({1, -2, 3})}},
               {.inputs = {float64({infinity, -infinity, nan, nan, 0, 0, infinity}), float64({0, -0.0, 0, 2, infinity, nan, -2})},
                .expected = {float64({0, 0, 0, nan, 0, 0, -infinity})},
                .kink = true,
                .without = {{Meaning::adjoint, "slopes are infinite"}}},
               {.inputs = {numbers({2, 3}), numbers({3}, -2, 2, 2)}},
               {.inputs = {numbers({2, 1}), numbers({1, 3}, -2, 2, 2)}},
               {.inputs = {numbers({0, 3}), float64(2)}, .expected = {Array::zeros({0, 3}, DType::float64)}},
               {.inputs = {int64({2, 3}), int64({-4, 0})}, .expected = {int64({-8, 0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}}, .error = typeid(ShapeError), .text = "[2, 3]"}},
      .without = {{Meaning::edges, "0 wins over infinity and NaN: its samples say so"}},
  };
}

}  // namespace pellucid::inline v0::samples
