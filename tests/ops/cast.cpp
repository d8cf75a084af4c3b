#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples cast() {
  return {
      .good =
          {{.inputs = {float64({1.75, -1.75, 300})}, .attributes = {{"dtype", DType::int64}}, .expected = {int64({1, -1, 300})}},
           {.inputs = {float64({0, 0.5, -1})}, .attributes = {{"dtype", DType::boolean}}, .expected = {boolean({false, true, true})}},
           {.inputs = {int64({-1, 300})}, .attributes = {{"dtype", DType::uint8}}, .expected = {Array({255, 44}, DType::uint8)}},
           {.inputs = {float64({-1, 300, nan})}, .attributes = {{"dtype", DType::uint8}}, .expected = {Array({0, 255, 0}, DType::uint8)}},
           {.inputs = {int64({-1, 3})}, .attributes = {{"dtype", DType::float64}}, .expected = {float64({-1, 3})}},
           {.inputs = {float64({0.5, -2})},
            .attributes = {{"dtype", DType::float64}},
            .expected = {float64({0.5, -2})},
            .gradient = {float64({1, 1})}},
           {.inputs = {numbers({2, 3})}, .attributes = {{"dtype", DType::float64}}},
           {.inputs = {numbers({0, 3})}, .attributes = {{"dtype", DType::float16}}, .expected = {Array::zeros({0, 3}, DType::float16)}}},
      .bad = {{.types = {{DType::float32, {2}}}, .error = typeid(ValueError), .text = "'dtype' is missing"},
              {.types = {{DType::float32, {2}}}, .attributes = {{"type", DType::int64}}, .error = typeid(NameError), .text = "'dtype'"}},
      .without = {{Meaning::edges, "it gives the same number in another dtype"}},
  };
}

}  // namespace pellucid::inline v0::samples
