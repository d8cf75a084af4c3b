#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples threshold() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .attributes = {{"threshold", 0.5}, {"default_value", -2}},
                .expected = {float64({-2, -2, -2, -2, 1.2, 4.1})},
                .gradient = {float64({0, 0, 0, 0, 1, 1})}},
               {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .attributes = {{"threshold", -1.0}, {"default_value", 7.0}},
                .expected = {float64({7, 7, -0.7, 0.3, 1.2, 4.1})},
                .gradient = {float64({0, 0, 1, 1, 1, 1})}},
               {.inputs = {float64({0.5})},
                .attributes = {{"threshold", 0.5}, {"default_value", -2}},
                .expected = {float64({-2})},
                .kink = true,
                .gradient = {float64({0})}},
               {.inputs = {numbers({2, 3})}, .attributes = {{"threshold", 0.5}, {"default_value", -2}}},
               {.inputs = {numbers({0, 2})}, .attributes = {{"threshold", 0.5}, {"default_value", -2}}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})},
                .attributes = {{"threshold", 0.5}, {"default_value", -2}},
                .expected = {float32({-2, 2})},
                .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}},
               .attributes = {{"threshold", 0.5}, {"default_value", -2}},
               .error = typeid(ValueError),
               .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"threshold", 0.5}, {"default_value", -2}, {"threshol", 1.0}},
               .error = typeid(NameError),
               .text = "'threshold'"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"threshold", "much"}, {"default_value", 1.0}},
               .error = typeid(ValueError),
               .text = "another kind"},
              {.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "'threshold' is missing"}},
  };
}

}  // namespace pellucid::inline v0::samples
