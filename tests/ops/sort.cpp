#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples sort() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return {
      .good = {{.inputs = {float64({{3, 1, 2}, {4, -5, 0}})},
                .expected = {float64({{1, 2, 3}, {-5, 0, 4}})},
                .gradient = {float64({{1, 1, 1}, {1, 1, 1}})}},
               {.inputs = {float64({{3, 1, 2}, {4, -5, 0}})},
                .attributes = {{"axis", std::int64_t{0}}, {"descending", true}},
                .expected = {float64({{4, 1, 2}, {3, -5, 0}})}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axis", std::int64_t{1}}}},
               {.inputs = {float64({nan, 1, 2})}, .expected = {float64({1, 2, nan})}, .constants = {0}},
               {.inputs = {int64({3, 1, 2})}, .expected = {int64({1, 2, 3})}}},
      .bad = {{.types = {{DType::float32, {}}}, .error = typeid(IndexError), .text = "axis -1"}},
  };
}

}  // namespace pellucid::inline v0::samples
