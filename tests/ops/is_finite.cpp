#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

OpSamples is_finite() {
  return {
      .good = {{.inputs = {float64({0, -1.5, infinity, -infinity, nan, 1e300})},
                .expected = {boolean({true, true, false, false, false, true})},
                .without = {{Meaning::float64, "float32 ends below"}}},
               {.inputs = {float64({{1, nan}, {infinity, 2}})}},
               {.inputs = {int64({1, -5})}, .expected = {boolean({true, true})}},
               {.inputs = {boolean({true, false})}, .expected = {boolean({true, true})}},
               {.inputs = {numbers({0, 3})}, .expected = {Array::zeros({0, 3}, DType::boolean)}}},
      .bad = {{.types = {}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
