#include <limits>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

OpSamples digamma() {
  return {
      .good = {{.inputs = {float64({0.25, 0.75, 1.5, 2.5, 5.5, 30, -0.5, -2.5, -7.75})},
                .expected = {float64({-4.2274535333762655, -1.0858608797864722, 0.03648997397857652, 0.7031566406452432, 1.6110931485817512,
                                      3.384438132685525, 0.03648997397857652, 1.103156640645243, -1.0307688328309315})},
                .gradient = {float64({17.19732915450711, 2.5418796476716063, 0.9348022005446793, 0.49035775610023485, 0.19934238698962767,
                                      0.033895060357739946, 8.934802200544679, 9.539246644989124, 19.61814433435229})},
                .tolerance = 1e-13},
               {.inputs = {float64(1.4616321449683622)},
                .expected = {float64(-9.241265521729427e-17)},
                .tolerance = 1e-31,
                .without = {{Meaning::float64, "float32 has no such number"}}},
               {.inputs = {float64({0, -0.0, -1, -30, infinity, -infinity, nan})},
                .expected = {float64({-infinity, infinity, nan, nan, infinity, nan, nan})},
                .kink = true,
                .without = {{Meaning::adjoint, "the slope at a pole is not a number"}}},
               {.inputs = {numbers({2, 3}, 0.2, 4)}},
               {.inputs = {int64({1, 5})}, .expected = {float32({-std::numbers::egamma, 1.5061176684318005})}, .tolerance = 1e-7},
               {.inputs = {numbers({0, 3})}}},
      .bad = {{.types = {}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
      .without = {{Meaning::edges, "tests/loop/gamma.cpp holds it against 60 digits"}},
  };
}

}  // namespace pellucid::inline v0::samples
