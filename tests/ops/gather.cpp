#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples gather() {
  return {
      .good = {{.inputs = {float64({{1, 2}, {3, 4}, {5, 6}}), int64({2, 0, 2})},
                .expected = {float64({{5, 6}, {1, 2}, {5, 6}})},
                .gradient = {float64({{1, 1}, {0, 0}, {2, 2}})}},
               {.inputs = {float64({{1, 2, 3}, {4, 5, 6}}), int64({{2, 0}, {1, 1}})},
                .attributes = {{"axis", std::int64_t{-1}}},
                .expected = {float64({{{3, 1}, {2, 2}}, {{6, 4}, {5, 5}}})}},
               {.inputs = {numbers({3, 2}), Array(1)}, .attributes = {{"axis", std::int64_t{0}}}},
               {.inputs = {numbers({2, 3, 2}), Array({1, 0}, DType::uint8)}, .attributes = {{"axis", std::int64_t{1}}}},
               {.inputs = {numbers({2, 3}), Array::zeros({0}, DType::int64)}, .expected = {numbers({0, 3})}},
               {.inputs = {int64({7, 8}), int64({1})}, .expected = {int64({8})}}},
      .bad = {{.types = {{DType::float32, {2}}, {DType::float32, {2}}},
               .error = typeid(DtypeError),
               .text = "received table float32[2], indices float32[2]"},
              {.types = {{DType::float32, {}}, {DType::int64, {2}}}, .error = typeid(IndexError), .text = "axis 0"},
              {.values = {numbers({3, 2}), int64({0, 3})}, .error = typeid(IndexError), .text = "'indices'"},
              {.values = {numbers({3, 2}), int64({-1})}, .error = typeid(IndexError), .text = "'indices'"}},
  };
}

}  // namespace pellucid::inline v0::samples
