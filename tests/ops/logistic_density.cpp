#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples logistic_density() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0.03593359082532813, 0.139763791933061, 0.22171287329310904, 0.24445831169074586, 0.1778944406468057,
                                      0.016036727885685113})},
                .gradient = {float64({0.033251012632113996, 0.09280829699561746, 0.07457878844034181, -0.03639618395557624,
                                      -0.0955381323207247, -0.015513850393132411})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.19661193324148185, 0.10499358540350652})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
