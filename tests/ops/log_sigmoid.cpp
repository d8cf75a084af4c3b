#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples log_sigmoid() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-3.2880413716877831, -1.7839007408883388, -1.1031860488854579, -0.55435524446852712,
                                      -0.26328246733803119, -0.016436847252909523})},
                .gradient = {float64({0.96267311265587054, 0.83201838513392448, 0.66818777216816611, 0.42555748318834101,
                                      0.23147521650098236, 0.01630249937144094})}},
               {.inputs = {float64({-1000, 1000})}, .expected = {float64({-1000, 0})}, .gradient = {float64({1, 0})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-1.3132616875182228, -0.1269280110429725})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
