#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples glu() {
  return {
      .good = {{.inputs = {float64({{1, -2, 0.5, 4}, {3, 0.25, -1, -0.5}})},
                .expected = {float64({{0.6224593312018546, -1.964027580075817}, {0.8068242641099853, 0.09438516719953635}})},
                .gradient = {float64({{0.6224593312018546, 0.9820137900379085, 0.2350037122015945, -0.035325412426582214},
                                      {0.2689414213699951, 0.3775406687981454, 0.5898357997244456, 0.058750928050398624}})}},
               {.inputs = {float64({{1, -2, 0.5, 4}, {3, 0.25, -1, -0.5}})},
                .attributes = {{"axis", 0}},
                .expected = {float64({{0.9525741268224334, -1.1243530017715961, 0.13447071068499755, 1.5101626751925816}})}},
               {.inputs = {numbers({2, 4, 3})}, .attributes = {{"axis", 1}}},
               {.inputs = {numbers({2, 0})}, .expected = {numbers({2, 0})}}},
      .bad = {{.types = {{DType::float32, {2, 3}}}, .error = typeid(ShapeError), .text = "no two halves"},
              {.types = {{DType::float32, {2, 3}}}, .attributes = {{"axis", 2}}, .error = typeid(IndexError), .text = "2"}},
  };
}

}  // namespace pellucid::inline v0::samples
