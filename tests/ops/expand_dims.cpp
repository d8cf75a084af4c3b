#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples expand_dims() {
  return {
      .good = {{.inputs = {float64({1, 2, 3})},
                .attributes = {{"axis", 0}},
                .expected = {float64({{1, 2, 3}})},
                .gradient = {float64({1, 1, 1})}},
               {.inputs = {float64({1, 2})}, .attributes = {{"axis", -1}}, .expected = {float64({{1}, {2}})}},
               {.inputs = {float64(3)}, .attributes = {{"axis", 0}}, .expected = {float64({3})}},
               {.inputs = {numbers({2, 0, 3})}, .attributes = {{"axis", 2}}},
               {.inputs = {boolean({true})}, .attributes = {{"axis", 1}}, .expected = {boolean({{true}})}}},
      .bad = {{.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "the attribute 'axis' is missing"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"axis", 2}}, .error = typeid(IndexError), .text = "2"}},
  };
}

}  // namespace pellucid::inline v0::samples
