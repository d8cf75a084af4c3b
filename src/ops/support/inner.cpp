// Composites: their graph over parameters that stand for the inputs.
#include <cassert>

#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0 {

namespace {

Variables parameters_like(const Variables& inputs) {
  Variables parameters;
  for (const Variable& input : inputs) parameters.push_back(parameter(static_cast<std::int64_t>(parameters.size()), input.type()));
  return parameters;
}

}  // namespace

Body inner_body_in_float32(const Apply& node, Inner inner) {
  const Variables parameters = parameters_like(node.inputs());
  Variables wide;
  for (const Variable& x : parameters) wide.push_back(widened(x));
  return Body(parameters, {cast_to(inner(wide, node), node.node()->types[0].dtype)});
}

Body inner_body(const Apply& node, Inner inner) {
  const Variables parameters = parameters_like(node.inputs());
  const Variable output = inner(parameters, node);
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
