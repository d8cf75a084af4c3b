#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

OpSamples polygamma() {
  return {
      .good = {{.inputs = {float64({0.25, 0.75, 1.5, 5.5, 30, -0.5, -2.75})},
                .attributes = {{"order", 1}},
                .expected = {float64({17.19732915450711, 2.5418796476716063, 0.9348022005446793, 0.19934238698962767, 0.033895060357739946,
                                      8.934802200544679, 19.433868949488463})},
                .gradient = {float64({-129.32773993753693, -5.3026332163376395, -0.82879664423432, -0.03960894752130204,
                                      -0.0011487652037286, -0.82879664423432, -124.11765305971518})},
                .tolerance = 1e-13},
               {.inputs = {float64({0.25, 0.75, 1.5, 5.5, 30, -0.5, -2.75})},
                .attributes = {{"order", 2}},
                .expected = {float64({-129.32773993753693, -5.3026332163376395, -0.82879664423432, -0.03960894752130204,
                                      -0.0011487652037286, -0.82879664423432, -124.11765305971518})},
                .gradient = {float64({1538.7821440091884, 19.7633125348506, 1.4090910340024372, 0.015690592675882818, 7.78600366473613e-05,
                                      193.40909103400244, 1558.4897512832936})},
                .tolerance = 1e-13},
               {.inputs = {float64({0.25, 0.75, 1.5, 5.5, 30, -0.5, -2.75})},
                .attributes = {{"order", 0}},
                .expected = {float64({-4.2274535333762655, -1.0858608797864722, 0.03648997397857652, 1.6110931485817512, 3.384438132685525,
                                      0.03648997397857652, -1.959055264977997})},
                .tolerance = 1e-13},
               {.inputs = {float64({0.5, 40})},
                .attributes = {{"order", 98}},
                .expected = {float64({-5.975001667906306e+183, -2.570912646892575e-05})},
                .tolerance = 1e-13,
                .without = {{Meaning::float64, "float32 ends below"},
                            {Meaning::pullback, "too large for differences"},
                            {Meaning::pushforward, "too large for differences"},
                            {Meaning::adjoint, "too large for sums of products"},
                            {Meaning::second, "too large for differences"}}},
               {.inputs = {float64({0, -0.0, -3, infinity, -infinity, nan, 1e-200})},
                .attributes = {{"order", 1}},
                .expected = {float64({infinity, infinity, infinity, 0, nan, nan, infinity})},
                .kink = true,
                .without = {{Meaning::adjoint, "the slope at a pole is not a number"}, {Meaning::float64, "float32 has no such number"}}},
               {.inputs = {float64({0, -0.0, -3, infinity, -1e-200, 1e-200})},
                .attributes = {{"order", 2}},
                .expected = {float64({-infinity, infinity, nan, 0, infinity, -infinity})},
                .kink = true,
                .without = {{Meaning::adjoint, "the slope at a pole is not a number"}, {Meaning::float64, "float32 has no such number"}}},
               {.inputs = {numbers({2, 3}, 0.2, 4)}, .attributes = {{"order", 3}}},
               {.inputs = {int64({1, 5})},
                .attributes = {{"order", 1}},
                .expected = {float32({1.6449340668482264, 0.22132295573711533})},
                .tolerance = 1e-7}},
      .bad = {{.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "the attribute 'order' is missing"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"order", -1}}, .error = typeid(ValueError), .text = "0 to 100"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"order", 101}},
               .error = typeid(ValueError),
               .text = "'order' is out of its range"}},
      .without = {{Meaning::edges, "tests/loop/gamma.cpp holds it against 60 digits"}},
  };
}

}  // namespace pellucid::inline v0::samples
