#include <limits>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

OpSamples log_gamma() {
  return {
      .good = {{.inputs = {float64({0.25, 0.75, 1.5, 2.5, 5.5, 30, -0.5, -2.5, -7.75})},
                .expected = {float64({1.2880225246980774, 0.20328095143129538, -0.12078223763524522, 0.2846828704729192, 3.9578139676187165,
                                      71.25703896716801, 1.2655121234846454, -0.056243716497674054, -8.581847763551867})},
                .gradient = {float64({-4.2274535333762655, -1.0858608797864722, 0.03648997397857652, 0.7031566406452432, 1.6110931485817512,
                                      3.384438132685525, 0.03648997397857652, 1.103156640645243, -1.0307688328309315})},
                .tolerance = 1e-13},
               {.inputs = {float64({1 + 0x1p-40, 2 - 0x1p-40, 1, 2})},
                .expected = {float64({-5.249745890076018e-13, -3.845201127643794e-13, 0, 0})},
                // NOLINTNEXTLINE(modernize-use-std-numbers): near it
                .gradient = {float64({-0.5772156649000368, 0.42278433509788055, -std::numbers::egamma, 0.42278433509846713})},
                .tolerance = 1e-22,
                .without = {{Meaning::float64, "float32 has no such numbers"},
                            {Meaning::pullback, "nothing of it is left in a difference"},
                            {Meaning::pushforward, "nothing of it is left in a difference"},
                            {Meaning::second, "nothing of it is left in a difference"}}},
               {.inputs = {float64({0, -0.0, -1, -30, infinity, -infinity, nan})},
                .expected = {float64({infinity, infinity, infinity, infinity, infinity, infinity, nan})},
                .kink = true,
                .without = {{Meaning::adjoint, "the slope at a pole is not a number"}}},
               {.inputs = {numbers({2, 3}, 0.2, 4)}},
               {.inputs = {int64({1, 5})}, .expected = {float32({0, 3.1780538303479458})}, .tolerance = 1e-7},
               {.inputs = {numbers({0, 3})}}},
      .bad = {{.types = {}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
      .without = {{Meaning::edges, "tests/loop/gamma.cpp holds it against 60 digits"}},
  };
}

}  // namespace pellucid::inline v0::samples
