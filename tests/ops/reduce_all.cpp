#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples reduce_all() {
  return {
      .good = {{.inputs = {boolean({{true, false, true}, {true, true, true}, {false, false, false}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {boolean({false, true, false})}},
               {.inputs = {boolean({{true, false}, {true, true}})}, .expected = {Array(false)}},
               {.inputs = {float64({{0, -0.0}, {std::numeric_limits<double>::quiet_NaN(), 1}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {boolean({false, true})}},
               {.inputs = {int64({{0, 256}, {0, 0}})}, .attributes = {{"axes", Axes{0}}}, .expected = {boolean({false, false})}},
               {.inputs = {boolean({true, false})}, .attributes = {{"axes", Axes{}}}, .expected = {boolean({true, false})}},
               {.inputs = {Array::zeros({2, 0}, DType::boolean)}, .attributes = {{"axes", Axes{1}}}, .expected = {boolean({true, true})}}},
      .bad = {{.types = {{DType::boolean, {2, 3}}}, .attributes = {{"axes", Axes{2}}}, .error = typeid(IndexError), .text = "2"}},
  };
}

}  // namespace pellucid::inline v0::samples
