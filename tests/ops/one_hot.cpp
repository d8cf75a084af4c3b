#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples one_hot() {
  return {
      .good = {{.inputs = {int64({{0, 2}, {1, 0}})},
                .attributes = {{"depth", 3}},
                .expected = {float32({{{1, 0, 0}, {0, 0, 1}}, {{0, 1, 0}, {1, 0, 0}}})}},
               {.inputs = {int64({-1, 3, 1})},
                .attributes = {{"depth", 2}, {"dtype", DType::int64}},
                .expected = {int64({{0, 0}, {0, 0}, {0, 1}})}},
               {.inputs = {Array({1, 0}, DType::uint8)},
                .attributes = {{"depth", 1}, {"dtype", DType::boolean}},
                .expected = {boolean({{false}, {true}})}}},
      .bad = {{.types = {{DType::float32, {2}}}, .attributes = {{"depth", 3}}, .error = typeid(DtypeError), .text = "integers"},
              {.types = {{DType::int64, {2}}}, .error = typeid(ValueError), .text = "'depth' is missing"},
              {.types = {{DType::int64, {2}}}, .attributes = {{"depth", 2.5}}, .error = typeid(ValueError), .text = "a whole number"},
              {.types = {{DType::int64, {2}}}, .attributes = {{"depth", 0}}, .error = typeid(ValueError), .text = "at least 1"},
              {.types = {{DType::int64, {2}}},
               .attributes = {{"depth", 2}, {"dtyp", DType::int64}},
               .error = typeid(NameError),
               .text = "'dtype'"}},
      .without = {{Meaning::float64, "its input holds integers"}},
  };
}

}  // namespace pellucid::inline v0::samples
