#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples flow_quotient() {
  const Attributes zero_at_zero = {{"zero_at_zero", true}};
  return {
      .good = {{.inputs = {Array::zeros({0, 3}, DType::float64), numbers({3})}},
               {.inputs = {numbers({2, 3}), numbers({2, 3}, 0.5, 2, 2)}},
               {.inputs = {numbers({2, 3}), numbers({3}, -2, -0.5, 2)}, .attributes = zero_at_zero},
               {.inputs = {float64({3, 0, 0, 0, 2}), float64({2, 2, 0, nan, 0})},
                .expected = {float64({1.5, 0, 0, 0, infinity})},
                .kink = true,
                .without = {{Meaning::adjoint, "slopes are infinite"}}},
               {.inputs = {float64({3, 0, 0, 0, 2, 2}), float64({2, 2, 0, nan, 0, nan})},
                .attributes = zero_at_zero,
                .expected = {float64({1.5, 0, 0, 0, 0, nan})},
                .kink = true,
                .without = {{Meaning::adjoint, "slopes are not numbers"}}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {3}}}, .error = typeid(ShapeError), .text = "[2]"}},
      .without = {{Meaning::edges, "0 wins over infinity and NaN: its samples say so"}},
  };
}

}  // namespace pellucid::inline v0::samples
