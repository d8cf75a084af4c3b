#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples sigmoid() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0.03732688734412946, 0.16798161486607552, 0.33181222783183389, 0.57444251681165899,
                                      0.76852478349901764, 0.98369750062855906})},
                .gradient = {float64({0.035933590825328128, 0.13976379193306099, 0.22171287329310905, 0.24445831169074587,
                                      0.1778944406468057, 0.016036727885685108})}},
               {.inputs = {float64({-700, -40, 40, 700})},
                .expected = {float64({9.8596765437597709e-305, 4.248354255291589e-18, 1.0, 1})},
                .gradient = {float64({9.8596765437597709e-305, 4.248354255291589e-18, 4.248354255291589e-18, 0})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.26894142136999512, 0.88079707797788244})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
