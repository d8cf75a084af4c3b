#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples selu() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-1.6899304316165472, -1.4031452056415926, -0.8850530455772054, 0.31521029620664415,
                                      1.2608411848265766, 4.30787404815747})},
                .gradient = {float64({0.068168909230829663, 0.35495413520578423, 0.87304629527017146, 1.0507009873554805,
                                      1.0507009873554805, 1.0507009873554805})}},
               {.inputs = {float64({0})}, .expected = {float64({0})}, .kink = true, .gradient = {float64({1.7580993408473769})}},
               {.inputs = {float64({-1000, 1000})},
                .expected = {float64({-1.7580993408473769, 1050.7009873554805})},
                .gradient = {float64({0, 1.0507009873554805})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-1.1113307378125628, 2.101401974710961})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
