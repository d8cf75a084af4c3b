#include <limits>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples exp() {
  return {
      .good = {{.inputs = {float64({-2, 0, 1.5})},
                .expected = {float64({0.1353352832366127, 1, 4.4816890703380645})},
                .gradient = {float64({0.1353352832366127, 1, 4.4816890703380645})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({-infinity, infinity, nan})}, .expected = {float64({0, infinity, nan})}, .constants = {0}},
               {.inputs = {int64({0, 1})}, .expected = {float32({1, std::numbers::e})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
