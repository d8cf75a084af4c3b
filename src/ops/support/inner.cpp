// Composites: their graph over parameters that stand for the inputs.
#include <cassert>

#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/halves.hpp"

namespace pellucid::inline v0 {

Body inner_body(const Apply& node, Inner inner) {
  Variables parameters;
  for (const Variable& input : node.inputs()) parameters.push_back(parameter(static_cast<std::int64_t>(parameters.size()), input.type()));
  // Of 16-bit floats it is the same op on float32, rounded once.
  const Variable output =
      has_halves(node) ? cast_to(in_float32(node, parameters).outputs()[0], node.node()->types[0].dtype) : inner(parameters, node);
  assert(output.type() == node.node()->types[0] && "the inner graph of a composite gives another type than its infer");
  return Body(parameters, {output});
}

Variables vectorize_inner(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                          Differentiator& derive) {
  const Body body = node.node()->op->inner(node);
  const auto [outputs, has_axis] = derive.vectorize(body.outputs(), body.inputs(), inputs, batched, size);
  return all_with_leading(outputs, has_axis, size);
}

}  // namespace pellucid::inline v0
