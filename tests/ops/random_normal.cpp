// The numbers were worked out by another program from the definition of Philox4x32-10.
#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples random_normal() {
  const Array state = Array({1, 2, 3, 4}, DType::uint32);
  const auto draw = [](const Dims& dims, DType dtype) { return Attributes{{"stream", std::int64_t{5}}, {"dims", dims}, {"dtype", dtype}}; };
  return {
      .good = {{.inputs = {state},
                .attributes = draw({2, 2}, DType::float64),
                .expected = {float64({{0.205122996585019, 0.12243339240508032}, {-0.7589327399071878, 0.7353777480674122}})}},
               {.inputs = {state},
                .attributes = {{"stream", std::int64_t{5}}, {"dims", Dims{2}}},
                .expected = {float32({0.20512361341870922, 0.1224334440614306})},
                .tolerance = 1e-6},
               {.inputs = {state, Array(7)}, .attributes = draw({1}, DType::float64), .expected = {float64({0.32187502637616734})}},
               {.inputs = {state}, .attributes = draw({0, 2}, DType::float64), .expected = {numbers({0, 2})}}},
      .bad = {{.types = {{DType::uint32, {4}}},
               .attributes = draw({2}, DType::float16),
               .error = typeid(DtypeError),
               .text = "expected float32 or float64; received float16"},
              {.types = {{DType::int64, {4}}},
               .attributes = draw({2}, DType::float32),
               .error = typeid(ShapeError),
               .text = "state int64[4]"}},
      .without = {{Meaning::symbolic, "the state has a fixed shape"},
                  {Meaning::empty, "the state has a fixed shape"},
                  {Meaning::float64, "the inputs are integers"}},
  };
}

}  // namespace pellucid::inline v0::samples
