#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples elu() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-0.96122579216827799, -0.79810348200534459, -0.50341469620859049, 0.3, 1.2, 4.1})},
                .gradient = {float64({0.03877420783172201, 0.20189651799465541, 0.49658530379140951, 1, 1, 1})}},
               {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .attributes = {{"alpha", 0.5}},
                .expected = {float64({-0.480612896084139, -0.3990517410026723, -0.25170734810429524, 0.3, 1.2, 4.1})},
                .gradient = {float64({0.019387103915861005, 0.1009482589973277, 0.24829265189570476, 1, 1, 1})}},
               {.inputs = {float64({0})}, .expected = {float64({0})}, .kink = true, .gradient = {float64({1})}},
               {.inputs = {float64({0})},
                .attributes = {{"alpha", 0.5}},
                .expected = {float64({0})},
                .kink = true,
                .gradient = {float64({0.5})}},
               {.inputs = {float64({-1000, 1000})}, .expected = {float64({-1, 1000})}, .gradient = {float64({0, 1})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-0.63212055882855768, 2})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"alph", 1.0}}, .error = typeid(NameError), .text = "'alpha'"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"alpha", "much"}}, .error = typeid(ValueError), .text = "another kind"}},
  };
}

}  // namespace pellucid::inline v0::samples
