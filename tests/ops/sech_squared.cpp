#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples sech_squared() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0.0059957148342761986, 0.15052707581828545, 0.6347395899824586, 0.9151369618266292, 0.305019996207409,
                                      0.0010980110517500997})},
                .gradient = {float64({0.011955427025649716, 0.2774721447369449, 0.7672323100919165, -0.5331818782014544,
                                      -0.5085626501382733, -0.0021948161441003255})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.4199743416140261, 0.07065082485316447})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
