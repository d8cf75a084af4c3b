#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples sum() {
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}})}, .attributes = {{"axes", Axes{1}}}, .expected = {float64({6, 15})}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{0, -1}}}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({2, 0})}, .attributes = {{"axes", Axes{1}}}, .expected = {float64({0, 0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"}},
  };
}

}  // namespace pellucid::inline v0::samples
