#include "ops/support/reduction.hpp"

#include <algorithm>

#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

Axes kept_axes(const Apply& node) {
  const Axes& reduced = node.node()->attributes.get<Axes>("axes");
  Axes kept;
  for (std::size_t i = 0; i < node.node()->inputs[0].rank(); ++i)
    if (!std::ranges::binary_search(reduced, static_cast<std::int64_t>(i))) kept.push_back(static_cast<std::int64_t>(i));
  return kept;
}

// The index of the input where the reduced axes run.
struct Reduced {
  std::vector<loop::Axis> axes;
  Expressions index;
};
Reduced reduced_index(const Dims& dims, const Axes& reduced, const Expressions& index) {
  Reduced result;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    if (!std::ranges::binary_search(reduced, static_cast<std::int64_t>(i))) {
      result.index.push_back(index[kept++]);
      continue;
    }
    result.axes.push_back(loop::make_axis("r" + std::to_string(i), dims[i]));
    result.index.push_back(loop::index(result.axes.back()));
  }
  return result;
}

void refuse_empty_extent(const Op& op, const Variables& inputs, std::int64_t axis) {
  if (inputs[0].dims()[static_cast<std::size_t>(axis)] != 0) return;
  refuse<ShapeError>({.where = std::string(op.name),
                      .what = "axis " + std::to_string(axis) + " has no elements to choose from",
                      .expected = "an extent of at least 1",
                      .received = received(op, inputs)});
}

}  // namespace

void prepare_reduction(const Op& op, Variables& inputs, Attributes& attributes) {
  Axes axes = axes_attribute(op, attributes, inputs[0].rank());
  std::ranges::sort(axes);
  attributes = {{"axes", axes}};
}

void prepare_counting_reduction(const Op& op, Variables& inputs, Attributes& attributes) {
  if (inputs[0].dtype() == DType::boolean) inputs[0] = cast_to(inputs[0], DType::int64);
  prepare_reduction(op, inputs, attributes);
}

std::vector<Type> infer_reduction(const Op&, const Variables& inputs, const Attributes& attributes) {
  const Axes& reduced = attributes.get<Axes>("axes");
  Dims dims;
  for (std::size_t i = 0; i < inputs[0].rank(); ++i)
    if (!std::ranges::binary_search(reduced, static_cast<std::int64_t>(i))) dims.push_back(inputs[0].dims()[i]);
  return {{inputs[0].dtype(), dims}};
}

std::vector<Type> infer_extremum(const Op& op, const Variables& inputs, const Attributes& attributes) {
  for (const std::int64_t axis : attributes.get<Axes>("axes")) refuse_empty_extent(op, inputs, axis);
  return infer_reduction(op, inputs, attributes);
}

Variables vectorize_reduction(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
  Axes axes = node.node()->attributes.get<Axes>("axes");
  for (std::int64_t& axis : axes) ++axis;
  return {apply(*node.node()->op, {inputs[0]}, {{"axes", axes}})};
}

Expression reduce_element(loop::Reduction reduction, const Apply& node, const Source& source, const Expressions& index) {
  const Reduced reduced = reduced_index(node.node()->inputs[0].dims(), node.node()->attributes.get<Axes>("axes"), index);
  return loop::reduce(reduction, reduced.axes, source.at(0, reduced.index));
}

Variable spread_over_reduced(const Apply& node, const Variable& value) {
  const Dims& dims = node.node()->inputs[0].dims();
  if (value.dims() == dims) return value;
  return vocabulary::broadcast(value, {{"dims", dims}, {"axes", kept_axes(node)}});
}

Variable share_among_ties(const Apply& node, const Variable& cotangent) {
  const Variable x = node.inputs()[0];
  const Variable is_extreme = vocabulary::equal(x, spread_over_reduced(node, node.outputs()[0]));
  const Variable count = vocabulary::sum(cast_to(is_extreme, x.dtype()), {{"axes", node.node()->attributes.get<Axes>("axes")}});
  return vocabulary::where(is_extreme, spread_over_reduced(node, cotangent / count), zeros_like(x));
}

void prepare_logical_reduction(const Op& op, Variables& inputs, Attributes& attributes) {
  inputs[0] = cast_to(inputs[0], DType::boolean);
  prepare_reduction(op, inputs, attributes);
}

void prepare_arg(const Op& op, Variables& inputs, Attributes& attributes) {
  attributes = {{"axis", axis_attribute(op, attributes, inputs[0].rank())}};
}

std::vector<Type> infer_arg(const Op& op, const Variables& inputs, const Attributes& attributes) {
  const auto axis = attributes.get<std::int64_t>("axis");
  refuse_empty_extent(op, inputs, axis);
  Dims dims = inputs[0].dims();
  dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(axis));
  return {{DType::int64, dims}};
}

Variables vectorize_arg(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
  return {apply(*node.node()->op, {inputs[0]}, {{"axis", node.node()->attributes.get<std::int64_t>("axis") + 1}})};
}

Expression arg_element(loop::Reduction reduction, const Apply& node, const Source& source, const Expressions& index) {
  const Variable x = node.node()->inputs[0];
  const auto axis = node.node()->attributes.get<std::int64_t>("axis");
  const Reduced all = reduced_index(x.dims(), {axis}, index), sought = reduced_index(x.dims(), {axis}, index);
  const Expression extremum = loop::reduce(reduction, all.axes, source.at(0, all.index)), value = source.at(0, sought.index);
  Expression is_found = loop::apply(Operation::equal, {value, extremum});
  if (is_floating(x.dtype())) is_found = loop::apply(Operation::logical_or, {is_found, loop::apply(Operation::not_equal, {value, value})});
  const Expression position = sought.index[static_cast<std::size_t>(axis)];
  const Expression nowhere = loop::size(x.dims()[static_cast<std::size_t>(axis)]);
  return loop::reduce(loop::Reduction::minimum, sought.axes, loop::select(is_found, position, nowhere));
}

}  // namespace pellucid::inline v0
