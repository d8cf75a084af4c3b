#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples reduce_max() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  return {
      .good = {{.inputs = {float64({{1, 3, 2}, {4, -5, -6}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({3, 4})},
                .gradient = {float64({{0, 1, 0}, {1, 0, 0}})}},
               {.inputs = {float64({{2, 2, 1}, {5, 5, 5}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({2, 5})},
                .kink = true,
                .gradient = {float64({{0.5, 0.5, 0}, {1.0 / 3, 1.0 / 3, 1.0 / 3}})}},
               {.inputs = {numbers({2, 3, 2})}, .attributes = {{"axes", Axes{0, 2}}}},
               {.inputs = {numbers({3})}},
               {.inputs = {float64({{nan, 1}, {-infinity, -infinity}})},
                .attributes = {{"axes", Axes{1}}},
                .expected = {float64({nan, -infinity})},
                .constants = {0}},
               {.inputs = {boolean({false, true})}, .expected = {Array(true)}},
               {.inputs = {numbers({0, 2})}, .attributes = {{"axes", Axes{1}}}, .expected = {numbers({0})}}},
      .bad = {{.types = {{DType::float32, {2, 0}}}, .attributes = {{"axes", Axes{1}}}, .error = typeid(ShapeError), .text = "axis 1"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"axes", Axes{1}}}, .error = typeid(IndexError), .text = "axis 1"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"axis", std::int64_t{0}}}, .error = typeid(NameError), .text = "'axes'"}},
  };
}

}  // namespace pellucid::inline v0::samples
