#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples relu_general() {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return {
      .good =
          {{.inputs = {float64({-0.4, 0.6})},
            .attributes = {{"max_value", 3}, {"threshold", -1}},
            .expected = {float64({0, 0.6})},
            .gradient = {float64({0, 1})}},
           {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
            .expected = {float64({0, 0, 0, 0.3, 1.2, 4.1})},
            .gradient = {float64({0, 0, 0, 1, 1, 1})}},
           {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
            .attributes = {{"negative_slope", 0.1}},
            .expected = {float64({-0.325, -0.16, -0.07, 0.3, 1.2, 4.1})},
            .gradient = {float64({0.1, 0.1, 0.1, 1, 1, 1})}},
           {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
            .attributes = {{"max_value", 3}, {"threshold", 0.5}},
            .expected = {float64({0, 0, 0, 0, 1.2, 3})},
            .gradient = {float64({0, 0, 0, 0, 1, 0})}},
           {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
            .attributes = {{"negative_slope", 0.1}, {"max_value", 2.0}, {"threshold", 1.0}},
            .expected = {float64({-0.425, -0.26, -0.17, -0.07, 1.2, 2})},
            .gradient = {float64({0.1, 0.1, 0.1, 0.1, 1, 0})}},
           {.inputs = {float64({0})}, .expected = {float64({0})}, .kink = true, .gradient = {float64({0})}},
           {.inputs = {float64({0})},
            .attributes = {{"negative_slope", 0.1}},
            .expected = {float64({0})},
            .kink = true,
            .gradient = {float64({0})}},
           {.inputs = {float64({-infinity, infinity})}, .expected = {float64({0, infinity})}, .kink = true, .gradient = {float64({0, 1})}},
           {.inputs = {float64({-2, -1, -0.4, 0, 0.6})},
            .attributes = {{"threshold", -1}},
            .expected = {float64({0, 0, -0.4, 0, 0.6})},
            .kink = true,
            .gradient = {float64({0, 0, 1, 1, 1})}},
           {.inputs = {float64({-2, -1, 0, 3})},
            .attributes = {{"max_value", 3}, {"threshold", -1}},
            .expected = {float64({0, 0, 0, 3})},
            .kink = true,
            .gradient = {float64({0, 0, 1, 1})}},
           {.inputs = {numbers({2, 3})}},
           {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
           {.inputs = {int64({-1, 2})}, .expected = {float32({0, 2})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"negative_slop", 1.0}},
               .error = typeid(NameError),
               .text = "'negative_slope'"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"negative_slope", "much"}},
               .error = typeid(ValueError),
               .text = "another kind"}},
  };
}

}  // namespace pellucid::inline v0::samples
