#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples greater() {
  return {
      .good = {{.inputs = {float64({1, -2, 3.5}), float64({4, -2, -6})}, .expected = {boolean({false, false, true})}},
               {.inputs = {numbers({2, 3}), numbers({3}, -2, 2, 2)}},
               {.inputs = {numbers({2, 1}), numbers({1, 3}, -2, 2, 2)}},
               {.inputs = {numbers({0, 3}), float64(2)}, .expected = {Array::zeros({0, 3}, DType::boolean)}},
               {.inputs = {float64({nan, nan, infinity}), float64({1, nan, infinity})},
                .expected = {boolean({false, false, false})},
                .constants = {0, 1}},
               {.inputs = {int64({2, 3}), int64({-4, 3})}, .expected = {boolean({true, false})}},
               {.inputs = {boolean({true, false}), boolean({true, true})}, .expected = {boolean({false, false})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {4}}},
               .error = typeid(ShapeError),
               .text = "a float32[2, 3], b float32[4]"},
              {.types = {{DType::float32, {}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
  };
}

}  // namespace pellucid::inline v0::samples
