#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples tan() {
  return {
      .good = {{.inputs = {float64({-1, 0, 1.25})},
                .expected = {float64({-1.5574077246549023, 0, 3.0095696738628313})},
                .gradient = {float64({3.42551882081476, 1, 10.057509621834829})}},
               {.inputs = {numbers({2, 3}, -1.2, 1.2)}},
               {.inputs = {numbers({0, 2}, -1.2, 1.2)}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({infinity, nan})}, .expected = {float64({nan, nan})}, .constants = {0}},
               {.inputs = {int64({0, 1})}, .expected = {float32({0, 1.5574077246549023})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
