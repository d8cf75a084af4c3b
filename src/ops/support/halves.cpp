#include "ops/support/halves.hpp"

#include <algorithm>

#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {

bool has_halves(const Apply& node) {
  return std::ranges::any_of(node.node()->inputs, [](const Variable& input) { return is_half(input.dtype()); });
}

Apply in_float32(const Apply& node, const Variables& inputs) {
  std::vector<Operand> wide;
  for (const Variable& input : inputs) wide.emplace_back(is_half(input.dtype()) ? cast_to(input, DType::float32) : input);
  return Apply(apply_all(*node.node()->op, wide, node.node()->attributes)[0].node());
}

}  // namespace pellucid::inline v0
