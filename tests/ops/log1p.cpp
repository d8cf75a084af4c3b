#include <limits>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples log1p() {
  return {
      .good = {{.inputs = {float64({-0.75, 1e-10, 7.5})},
                .expected = {float64({-1.3862943611198906, 9.999999999500001e-11, 2.1400661634962708})},
                .gradient = {float64({4, 0.9999999999, 0.11764705882352941})}},
               {.inputs = {numbers({2, 3}, -0.9, 4)}},
               {.inputs = {numbers({0, 2}, -0.9, 4)}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({-1, -2, infinity})}, .expected = {float64({-infinity, nan, infinity})}, .constants = {0}},
               {.inputs = {int64({0, 1})}, .expected = {float32({0, std::numbers::ln2})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
