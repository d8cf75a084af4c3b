#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples gaussian() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .attributes = {{"rate", 0.5}},
                .expected = {float64({0.005086069231012701, 0.2780373004531941, 0.7827045382418681, 0.9559974818331, 0.4867522559599717,
                                      0.00022374579372062074})},
                .gradient = {float64({0.016529725000791275, 0.44485968072511056, 0.5478931767693077, -0.28679924454992994,
                                      -0.584102707151966, -0.0009173577542545449})}},
               {.inputs = {float64({-1.5, 0.25})},
                .expected = {float64({0.10539922456186433, 0.9394130628134758})},
                .gradient = {float64({0.316197673685593, -0.4697065314067379})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.36787944117144233, 0.01831563888873418})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"rate", 0.0}}, .error = typeid(ValueError), .text = "a number above 0"}},
  };
}

}  // namespace pellucid::inline v0::samples
