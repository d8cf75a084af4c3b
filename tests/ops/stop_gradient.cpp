#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples stop_gradient() {
  return {
      .good = {{.inputs = {float64({1, -2})}, .expected = {float64({1, -2})}, .kink = true, .gradient = {float64({0, 0})}},
               {.inputs = {int64({1, -2})}, .expected = {int64({1, -2})}},
               {.inputs = {numbers({2, 3})}, .kink = true}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
      .without = {{Meaning::edges, "it is its input"},
                  {Meaning::pushforward, "central differences see what derivatives are kept from"},
                  {Meaning::second, "central differences see what derivatives are kept from"}},
  };
}

}  // namespace pellucid::inline v0::samples
