#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples round() {
  return {
      .good = {{.inputs = {float64({-1.75, 0.25, 2.75})}, .expected = {float64({-2, 0, 3})}, .gradient = {float64({0, 0, 0})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({-1.5, 0.5, 2.5})}, .expected = {float64({-2, 0, 2})}, .kink = true, .gradient = {float64({0, 0, 0})}},
               {.inputs = {float64({infinity, nan})}, .expected = {float64({infinity, nan})}, .constants = {0}},
               {.inputs = {int64({3, -4})}, .expected = {float32({3, -4})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
