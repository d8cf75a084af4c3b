#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples argsort() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  return {
      .good = {{.inputs = {float64({{3, 1, 2}, {1, 1, 0}})}, .expected = {int64({{1, 2, 0}, {2, 0, 1}})}},
               {.inputs = {float64({{3, 1, 2}, {1, 1, 0}})},
                .attributes = {{"descending", true}},
                .expected = {int64({{0, 2, 1}, {0, 1, 2}})}},
               {.inputs = {float64({{3, 1, 2}, {1, 1, 0}})},
                .attributes = {{"axis", std::int64_t{0}}},
                .expected = {int64({{1, 0, 1}, {0, 1, 0}})}},
               {.inputs = {float64({nan, infinity, -infinity, nan})}, .expected = {int64({2, 1, 0, 3})}},
               {.inputs = {float64({1, nan, infinity})}, .attributes = {{"descending", true}}, .expected = {int64({1, 2, 0})}},
               {.inputs = {int64({9007199254740993, 9007199254740992})}, .expected = {int64({1, 0})}},
               {.inputs = {Array({3, 1}, DType::uint64)}, .expected = {int64({1, 0})}},
               {.inputs = {boolean({true, false})}, .expected = {int64({1, 0})}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axis", std::int64_t{1}}}},
               {.inputs = {numbers({0, 2})}, .expected = {Array::zeros({0, 2}, DType::int64)}}},
      .bad = {{.types = {{DType::float32, {}}}, .error = typeid(IndexError), .text = "axis -1"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"axis", std::int64_t{1}}}, .error = typeid(IndexError), .text = "axis 1"}},
  };
}

}  // namespace pellucid::inline v0::samples
