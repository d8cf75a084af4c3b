#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples squareplus() {
  return {
      .good = {{.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .expected = {float64({0.2830421903092185, 0.48062484748656974, 0.70948100502085454, 1.1611874208078342, 1.7661903789690601,
                                      4.3308989455914087})},
                .gradient = {float64({0.074170841647728059, 0.18765247622278787, 0.33482478763594695, 0.57417022646512231,
                                      0.75724787771376326, 0.94938422282194982})}},
               {.inputs = {float64({-3.25, -1.6, -0.7, 0.3, 1.2, 4.1})},
                .attributes = {{"b", 1}},
                .expected = {float64({0.075183813591930418, 0.14339811320566038, 0.26032778078668515, 0.67201532544552751,
                                      1.3810249675906654, 4.1600947846009193})},
                .gradient = {float64({0.022110495639024964, 0.076000847997456008, 0.21326882781833584, 0.64367394278317271,
                                      0.88411063979868792, 0.9857601693915648})}},
               {.inputs = {float64({1, -1, 3e10})},
                .attributes = {{"b", 1e20}},
                .expected = {float64({5000000000.5, 4999999999.5, 30811388300.841897})},
                .constants = {0}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {int64({-1, 2})}, .expected = {float32({0.61803398874989485, 2.414213562373095})}, .tolerance = 3e-7}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"", 1.0}}, .error = typeid(NameError), .text = "'b'"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"b", "much"}}, .error = typeid(ValueError), .text = "another kind"}},
  };
}

}  // namespace pellucid::inline v0::samples
