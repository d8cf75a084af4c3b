#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples is_nan() {
  return {
      .good = {{.inputs = {float64({0, nan, infinity})}, .expected = {boolean({false, true, false})}},
               {.inputs = {int64({0, 1})}, .expected = {boolean({false, false})}},
               {.inputs = {numbers({0, 2})}, .expected = {Array::zeros({0, 2}, DType::boolean)}},
               {.inputs = {numbers({2, 3})}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
