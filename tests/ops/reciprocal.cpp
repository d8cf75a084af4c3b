#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples reciprocal() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64(
                    {-0.30769230769230769, -0.625, -1.4285714285714286, 3.3333333333333333, 0.83333333333333333, 0.24390243902439024})},
                .gradient = {float64({-0.094674556213017751, -0.390625, -2.0408163265306122, -11.111111111111111, -0.69444444444444444,
                                      -0.059488399762046401})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-1, 0.5})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
