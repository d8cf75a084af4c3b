#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples mish() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({-0.12357485345218234, -0.29096842334300787, -0.26787023479550097, 0.20800137234811503,
                                      1.0779458917653768, 4.0978212528656652})},
                .gradient = {float64({-0.083113964542797373, -0.07802671657469905, 0.1844160732567819, 0.78282729955113038,
                                      1.0763507310949069, 1.0037539155658646})}},
               {.inputs = {float64({-1000, 1000})}, .expected = {float64({0, 1000})}, .gradient = {float64({0, 1})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({-0.30340146137410892, 1.9439589595339945})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
