// What random ops share: the inputs, the stream and the shape.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

/// Inputs: the state uint32[4] = seed low, seed high, step counter low, high; optionally the step of a scan. Attributes: "stream", the id that
/// keeps two uses apart, and "dims".
void prepare_random(const Op& op, Variables& inputs, Attributes& attributes);
std::vector<Type> infer_random(const Op& op, const Variables& inputs, const Attributes& attributes);  // "dtype", "dims"

struct RandomOp {
  static constexpr std::array<std::string_view, 2> inputs = {"state", "step"};
  static constexpr std::size_t least_inputs = 1;
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                             Differentiator& derive);
  using derivative = Zero;
};
/// Those that give real numbers: "dtype" is float32 or float64, absent float32.
struct RandomReal : RandomOp {
  static constexpr std::array<AttributeDoc, 3> attributes = {{{"stream", AttributeType::integer, "keeps two uses apart"},
                                                              {"dims", AttributeType::dims, "of the result"},
                                                              {"dtype", AttributeType::dtype, "float32 or float64; absent: float32"}}};
  static constexpr auto prepare = prepare_random;
  static constexpr auto infer = infer_random;
};

/// A number from {0, 1, ..., 2^24 - 1} / 2^24, exact in float32, for each element: made of word `word` of the element's block.
Variable random_fraction(const Variables& inputs, const Apply& node, std::int64_t word);

}  // namespace pellucid::inline v0
