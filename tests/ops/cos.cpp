#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples cos() {
  return {
      .good = {{.inputs = {float64({-2, 0, 1.25})},
                .expected = {float64({-0.4161468365471424, 1, 0.3153223623952687})},
                .gradient = {float64({0.9092974268256817, 0, -0.9489846193555862})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({infinity, nan})}, .expected = {float64({nan, nan})}, .constants = {0}},
               {.inputs = {int64({0, 1})}, .expected = {float32({1, 0.5403023058681398})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
