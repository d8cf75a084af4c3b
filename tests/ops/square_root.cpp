#include <limits>
#include <numbers>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples square_root() {
  return {
      .good = {{.inputs = {float64({0.25, 2, 9})},
                .expected = {float64({0.5, std::numbers::sqrt2, 3})},
                .gradient = {float64({1, 0.35355339059327373, 0.16666666666666666})}},
               {.inputs = {numbers({2, 3}, 0.1, 4)}},
               {.inputs = {numbers({0, 2}, 0.1, 4)}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({0, -1, infinity})}, .expected = {float64({0, nan, infinity})}, .constants = {0}},
               {.inputs = {int64({4, 9})}, .expected = {float32({2, 3})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
