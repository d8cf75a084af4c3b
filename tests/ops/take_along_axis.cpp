#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples take_along_axis() {
  return {
      .good = {{.inputs = {float64({{1, 2, 3}, {4, 5, 6}}), int64({{2, 0}, {1, 1}})},
                .expected = {float64({{3, 1}, {5, 5}})},
                .gradient = {float64({{1, 0, 1}, {0, 2, 0}})}},
               {.inputs = {float64({{1, 2, 3}, {4, 5, 6}}), int64({{1, 0, 1}})},
                .attributes = {{"axis", std::int64_t{0}}},
                .expected = {float64({{4, 2, 6}})}},
               {.inputs = {numbers({2, 2, 3}), int64({{{1, 0, 1}}, {{0, 0, 1}}})}, .attributes = {{"axis", std::int64_t{-2}}}},
               {.inputs = {numbers({2, 3}), Array::zeros({2, 0}, DType::int64)}, .expected = {numbers({2, 0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::int64, {3, 3}}},
               .error = typeid(ShapeError),
               .text = "axis 0 differs; expected equal extents but for axis 1; received x float32[2, 3], indices int64[3, 3]"},
              {.types = {{DType::float32, {2, 3}}, {DType::int64, {3}}}, .error = typeid(ShapeError), .text = "the rank of 'indices'"},
              {.types = {{DType::float32, {2, 3}}, {DType::int64, {3}}},
               .attributes = {{"axis", std::int64_t{1}}},
               .error = typeid(ShapeError),
               .text = "the rank of 'indices'"},
              {.types = {{DType::float32, {2, 3}}, {DType::int64, {2}}}, .error = typeid(ShapeError), .text = "the rank of 'indices'"},
              {.types = {{DType::float32, {2}}, {DType::boolean, {2}}}, .error = typeid(DtypeError), .text = "indices bool[2]"},
              {.values = {numbers({2}), int64({2})}, .error = typeid(IndexError), .text = "'indices'"}},
  };
}

}  // namespace pellucid::inline v0::samples
