#include <limits>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples log() {
  return {
      .good = {{.inputs = {float64({0.1, 1, 7.5})},
                .expected = {float64({-std::numbers::ln10, 0, 2.0149030205422647})},
                .gradient = {float64({10, 1, 0.13333333333333333})}},
               {.inputs = {numbers({2, 3}, 0.1, 4)}},
               {.inputs = {numbers({0, 2}, 0.1, 4)}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({0, -1, infinity})}, .expected = {float64({-infinity, nan, infinity})}, .constants = {0}},
               {.inputs = {int64({1, 2})}, .expected = {float32({0, std::numbers::ln2})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
