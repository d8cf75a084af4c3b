#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples pad() {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto by = [](const Dims& low, const Dims& high, const Axes& interior) {
    return Attributes{{"low", low}, {"high", high}, {"interior", interior}};
  };
  return {
      .good = {{.inputs = {float64({1, 2, 3})},
                .attributes = by({1}, {2}, {1}),
                .expected = {float64({0, 1, 0, 2, 0, 3, 0, 0})},
                .gradient = {float64({1, 1, 1})}},
               {.inputs = {float64({1, 2, 3, 4})},
                .attributes = by({-1}, {-2}, {0}),
                .expected = {float64({2})},
                .gradient = {float64({0, 1, 0, 0})}},
               {.inputs = {float64({1, 2, 3})},
                .attributes = by({-1}, {1}, {1}),
                .expected = {float64({0, 2, 0, 3, 0})},
                .gradient = {float64({0, 1, 1})}},
               {.inputs = {float64({{1}, {2}})},
                .attributes = {{"low", Dims{0, 1}}, {"high", Dims{1, 0}}, {"value", -infinity}},
                .expected = {float64({{-infinity, 1}, {-infinity, 2}, {-infinity, -infinity}})},
                .constants = {0}},
               {.inputs = {numbers({2})}, .attributes = by({-1}, {-1}, {0}), .expected = {numbers({0})}},
               {.inputs = {numbers({2, 3})}, .attributes = by({1, -1}, {-1, 2}, {2, 1})},
               {.inputs = {numbers({0, 2})}, .attributes = by({1, 0}, {1, 0}, {0, 0}), .expected = {float64({{0, 0}, {0, 0}})}},
               {.inputs = {numbers({0})}, .attributes = by({1}, {1}, {1}), .expected = {float64({0, 0})}},
               {.inputs = {numbers({0, 2})}, .attributes = by({0, 0}, {0, 0}, {1, 1}), .expected = {numbers({0, 3})}},
               {.inputs = {int64({1, 2})},
                .attributes = {{"low", Dims{1}}, {"high", Dims{0}}, {"value", 7.0}},
                .expected = {int64({7, 1, 2})}},
               {.inputs = {boolean({true})}, .attributes = {{"low", Dims{1}}, {"high", Dims{0}}}, .expected = {boolean({false, true})}}},
      .bad =
          {{.types = {{DType::float32, {3}}}, .attributes = by({-2}, {-2}, {0}), .error = typeid(ShapeError), .text = "low -2, high -2"},
           {.types = {{DType::float32, {3, 2}}}, .attributes = by({1}, {1}, {0}), .error = typeid(ShapeError), .text = "1 of low"},
           {.types = {{DType::float32, {3, 2}}}, .attributes = by({1}, {1, 1}, {0, 0}), .error = typeid(ShapeError), .text = "1 of low"},
           {.types = {{DType::float32, {3, 2}}}, .attributes = by({1, 1}, {1}, {0, 0}), .error = typeid(ShapeError), .text = "1 of high"},
           {.types = {{DType::float32, {3, 2}}},
            .attributes = by({1, 1}, {1, 1}, {0}),
            .error = typeid(ShapeError),
            .text = "1 of interior"},
           {.types = {{DType::float32, {3}}},
            .attributes = by({1}, {1}, {-1}),
            .error = typeid(ValueError),
            .text = "'interior' is negative"},
           {.types = {{DType::float32, {3}}}, .attributes = {{"low", Dims{0}}}, .error = typeid(ValueError), .text = "'high' is missing"}},
  };
}

}  // namespace pellucid::inline v0::samples
