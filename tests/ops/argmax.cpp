#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples argmax() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  return {
      .good = {{.inputs = {float64({{1, 3, 2}, {4, -5, -6}})}, .expected = {int64({1, 0})}},
               {.inputs = {float64({{1, 3, 2}, {4, -5, -6}})}, .attributes = {{"axis", std::int64_t{0}}}, .expected = {int64({1, 0, 0})}},
               {.inputs = {float64({{2, 5, 5}, {1, 1, 1}})}, .expected = {int64({1, 0})}},
               {.inputs = {float64({{1, nan, 7, nan}, {-infinity, -infinity, -infinity, -infinity}})}, .expected = {int64({1, 0})}},
               {.inputs = {int64({{1, 3, 2}, {4, -5, -6}})}, .attributes = {{"axis", std::int64_t{-1}}}, .expected = {int64({1, 0})}},
               {.inputs = {boolean({false, true, true})}, .expected = {Array(1)}},
               {.inputs = {numbers({0, 2})}, .expected = {Array::zeros({0}, DType::int64)}}},
      .bad = {{.types = {{DType::float32, {2, 0}}}, .error = typeid(ShapeError), .text = "axis 1"},
              {.types = {{DType::float32, {}}}, .error = typeid(IndexError), .text = "axis -1"}},
  };
}

}  // namespace pellucid::inline v0::samples
