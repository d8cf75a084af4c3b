#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples where() {
  return {
      .good = {{.inputs = {boolean({true, false, true}), float64({1, 2, 3}), float64({-4, -5, -6})},
                .expected = {float64({1, -5, 3})},
                .gradient = {float64({1, 0, 1}), float64({0, 1, 0})}},
               {.inputs = {boolean({true, false}), numbers({3, 2}), numbers({3, 1}, -2, 2, 2)}},
               {.inputs = {boolean({true, false}), float64(1), numbers({2}, -2, 2, 2)}},
               {.inputs = {int64({2, 0}), int64({1, 2}), boolean({true, true})}, .expected = {int64({1, 1})}},
               {.inputs = {boolean({true, false}), float64({1.5, 2.5}), int64({3, 4})}, .expected = {float64({1.5, 4})}},
               {.inputs = {boolean({true, false}), int64({3, 4}), float64({1.5, 2.5})}, .expected = {float64({3, 2.5})}},
               {.inputs = {boolean({true, false}), float64({1, infinity}), float64({nan, 2})},
                .expected = {float64({1, 2})},
                .kink = true,
                .gradient = {float64({1, 0}), float64({0, 1})}},
               {.inputs = {boolean({true}), numbers({0, 1}), float64(2)}, .expected = {numbers({0, 1})}}},
      .bad = {{.types = {{DType::boolean, {2}}, {DType::float32, {3}}, {DType::float32, {}}},
               .error = typeid(ShapeError),
               .text = "condition bool[2], then float32[3], otherwise float32[]"},
              {.types = {{DType::boolean, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"}},
      .without = {{Meaning::edges, "it chooses, and computes nothing"}},
  };
}

}  // namespace pellucid::inline v0::samples
