// The rules that all elementwise ops share.
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0 {
namespace {

void make_alike(const Op& op, Variables& inputs, DType dtype) {
  const Dims dims = common_dims(op, inputs);
  for (Variable& input : inputs) input = broadcast_to(cast_to(input, dtype), dims);
}

}  // namespace

void prepare_elementwise(const Op& op, Variables& inputs, Attributes&) {
  const DType dtype = common_dtype(inputs);
  make_alike(op, inputs, dtype == DType::boolean ? DType::int64 : dtype);
}

void prepare_floating(const Op& op, Variables& inputs, Attributes&) {
  const DType dtype = common_dtype(inputs);
  make_alike(op, inputs, is_floating(dtype) ? dtype : DType::float32);
}

void prepare_comparison(const Op& op, Variables& inputs, Attributes&) { make_alike(op, inputs, common_dtype(inputs)); }

void prepare_logical(const Op& op, Variables& inputs, Attributes&) { make_alike(op, inputs, DType::boolean); }

void prepare_nothing(const Op&, Variables&, Attributes&) {}

std::vector<Type> infer_elementwise(const Op&, const Variables& inputs, const Attributes&) { return {inputs[0].type()}; }

std::vector<Type> infer_comparison(const Op&, const Variables& inputs, const Attributes&) { return {{DType::boolean, inputs[0].dims()}}; }

Variables vectorize_elementwise(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                                Differentiator&) {
  return Apply(rebuild(node.node(), all_with_leading(inputs, batched, size))).outputs();
}

}  // namespace pellucid::inline v0
