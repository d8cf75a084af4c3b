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

/// How many digits a number has: those that the dtype holds.
inline int random_digits(const Apply& node) { return node.node()->attributes.get<DType>("dtype") == DType::float64 ? 53 : 24; }
/// A number from {0, 1, ..., 2^digits - 1} / 2^digits for each element, exact: made of word `word` (0 or 1) of the element's block, and in float64 of
/// word `word` + 2 below it.
Variable random_fraction(const Variables& inputs, const Apply& node, std::int64_t word);

}  // namespace pellucid::inline v0
