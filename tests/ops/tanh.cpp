#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples tanh() {
  return {
      .good = {{.inputs = {float64({-2, 0, 1.25})},
                .expected = {float64({-0.9640275800758169, 0, 0.8482836399575129})},
                .gradient = {float64({0.07065082485316443, 1, 0.28041486618043265})}},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({infinity, -infinity, nan})}, .expected = {float64({1, -1, nan})}, .constants = {0}},
               {.inputs = {int64({0, 1})}, .expected = {float32({0, 0.7615941559557649})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
