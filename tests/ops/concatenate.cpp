#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples concatenate() {
  const Dim batch = Dim::named("batch");
  return {
      .good = {{.inputs = {float64({{1, 2}, {3, 4}}), float64({{5}, {6}})},
                .expected = {float64({{1, 2, 5}, {3, 4, 6}})},
                .gradient = {float64({{1, 1}, {1, 1}}), float64({{1}, {1}})}},
               {.inputs = {float64({{1, 2}}), float64({{3, 4}}), float64({{5, 6}})},
                .attributes = {{"axis", std::int64_t{0}}},
                .expected = {float64({{1, 2}, {3, 4}, {5, 6}})}},
               {.inputs = {numbers({2, 3}), numbers({2, 0}), numbers({2, 1}, -2, 2, 2)}},
               {.inputs = {numbers({2, 1, 2}), numbers({2, 3, 2}, -2, 2, 2)}, .attributes = {{"axis", std::int64_t{-2}}}},
               {.inputs = {numbers({2, 3})}, .attributes = {{"axis", std::int64_t{0}}}, .expected = {numbers({2, 3})}},
               {.inputs = {int64({1}), float64({2.5}), boolean({true})}, .expected = {float64({1, 2.5, 1})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}, {DType::float32, {3, 3}}},
               .error = typeid(ShapeError),
               .text = "expected equal extents but for axis 1; received part float32[2, 3], part float32[3, 3]"},
              {.types = {{DType::float32, {2, 3}}, {DType::float32, {3}}}, .error = typeid(ShapeError), .text = "part float32[3]"},
              {.types = {{DType::float32, {batch, 3}}, {DType::float32, {batch + 1, 3}}}, .error = typeid(ShapeError), .text = "batch + 1"},
              {.types = {{DType::float32, {}}}, .error = typeid(IndexError), .text = "axis -1"},
              {.types = {}, .error = typeid(ValueError), .text = "at least 1"}},
  };
}

}  // namespace pellucid::inline v0::samples
