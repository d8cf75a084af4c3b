#include <limits>

#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

OpSamples erfc() {
  return {
      .good = {{.inputs = {float64({-2, 0, 0.75})},
                .expected = {float64({1.9953222650189527, 1, 0.2888443663464849})},
                .gradient = {float64({-0.020666985354092054, -1.1283791670955126, -0.6429310691952074})}},
               {.inputs = {float64({26})}, .expected = {float64({5.663192408856143e-296})}, .tolerance = 1e-308},
               {.inputs = {numbers({2, 3})}},
               {.inputs = {numbers({0, 2})}, .expected = {numbers({0, 2})}},
               {.inputs = {float64({infinity, -infinity, nan})}, .expected = {float64({0, 2, nan})}, .constants = {0}},
               {.inputs = {int64({0, 1})}, .expected = {float32({1, 0.15729920705028513})}, .tolerance = 1e-6}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}}, .error = typeid(ValueError), .text = "wrong number of inputs"},
              {.types = {{DType::float32, {2}}},
               .attributes = {{"axis", std::int64_t{0}}},
               .error = typeid(NameError),
               .text = "no attribute 'axis'"}},
  };
}

}  // namespace pellucid::inline v0::samples
