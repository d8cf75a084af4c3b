// The words were worked out by another program from the definition of Philox4x32-10.
#include "harness/sample.hpp"

namespace pellucid::inline v0::samples {

OpSamples random_bits() {
  const Array state = Array({1, 2, 3, 4}, DType::uint32);
  const auto words = [](std::initializer_list<Array::Nested> values) { return Array(values, DType::uint32); };
  const auto draw = [](std::int64_t stream, const Dims& dims, std::int64_t word) {
    return Attributes{{"stream", stream}, {"dims", dims}, {"word", word}};
  };
  const std::int64_t wide = (std::int64_t{1} << 33) + 6;
  return {
      .good = {{.inputs = {state},
                .attributes = {{"stream", std::int64_t{5}}, {"dims", Dims{2, 2}}},
                .expected = {words({{829779713, 1555772933}, {3172914126, 1369381819}})}},
               {.inputs = {state}, .attributes = draw(5, {2}, 1), .expected = {words({996250353, 1014943261})}},
               {.inputs = {state, Array(7)}, .attributes = draw(5, {2}, 0), .expected = {words({4074878910, 361160372})}},
               {.inputs = {state, Array(-2, DType::int32)}, .attributes = draw(-1, {2}, 3), .expected = {words({3810907386, 926039191})}},
               {.inputs = {state}, .attributes = draw(wide, {2}, 0), .expected = {words({2461947435, 522130399})}},
               {.inputs = {state}, .attributes = draw(5, {0, 2}, 0), .expected = {Array::zeros({0, 2}, DType::uint32)}}},
      .bad =
          {{.types = {{DType::uint32, {2}}},
            .attributes = draw(1, {2}, 0),
            .error = typeid(ShapeError),
            .text = "expected uint32[4]: seed low, seed high, step low, step high; received state uint32[2]"},
           {.types = {{DType::uint32, {4}}},
            .attributes = draw(1, {2}, 4),
            .error = typeid(ValueError),
            .text = "expected 0 to 3; received 4"},
           {.types = {{DType::uint32, {4}}}, .attributes = draw(1, {2}, -1), .error = typeid(ValueError), .text = "received -1"},
           {.types = {{DType::uint32, {4}}, {DType::float32, {}}},
            .attributes = draw(1, {2}, 0),
            .error = typeid(DtypeError),
            .text = "'step'"},
           {.types = {{DType::uint32, {4}}, {DType::int64, {1}}},
            .attributes = draw(1, {2}, 0),
            .error = typeid(ShapeError),
            .text = "'step'"},
           {.types = {{DType::uint32, {4}}}, .attributes = {{"dims", Dims{}}}, .error = typeid(ValueError), .text = "'stream' is missing"},
           {.types = {{DType::uint32, {4}}},
            .attributes = {{"stream", std::int64_t{1}}},
            .error = typeid(ValueError),
            .text = "'dims' is missing"}},
      .without = {{Meaning::symbolic, "the state has a fixed shape"},
                  {Meaning::empty, "the state has a fixed shape"},
                  {Meaning::float64, "no floating numbers"}},
  };
}

}  // namespace pellucid::inline v0::samples
