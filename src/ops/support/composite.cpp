#include "ops/support/composite.hpp"

#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

AttributeValue as_documented(const Op& op, const AttributeDoc& doc, const AttributeValue& value) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  if (doc.type == AttributeType::number && integer != nullptr) return static_cast<double>(*integer);
  if (value.index() != static_cast<std::size_t>(doc.type))
    refuse<ValueError>({.where = std::string(op.name),
                        .what = "the attribute '" + std::string(doc.name) + "' has a value of another kind",
                        .expected = std::string(text_of(doc.type)),
                        .received = to_string(value)});
  return value;
}

}  // namespace

void complete(const Op& op, Attributes& attributes, const Attributes& defaults) {
  Attributes completed;
  for (const AttributeDoc& doc : op.attributes) {
    if (!defaults.has(doc.name)) require_attribute(op, attributes, doc.name);
    completed.set(doc.name, as_documented(op, doc, (attributes.has(doc.name) ? attributes : defaults).value(doc.name)));
  }
  attributes = std::move(completed);
}

Variable count_along(const Variable& x, const Axes& axes) {
  Dim count = 1;
  for (const std::int64_t axis : axes) count = count * x.dims()[static_cast<std::size_t>(axis)];
  return extent_value(count, x.dtype());
}

Variable log_of_sum_of_exp(const Variable& x, const Axes& axes) {
  using namespace vocabulary;
  const Variable is_largest = equal(x, 0);
  const Variable others = sum(where(is_largest, 0, exp(x)), {{"axes", axes}});
  const Variable more = sum(indicator(is_largest, x), {{"axes", axes}}) - 1;
  return log1p(others + more);
}

void AlongAxis::prepare(const Op& op, Variables& inputs, Attributes& given) {
  prepare_floating(op, inputs, given);
  given = {{"axis", axis_attribute(op, given, inputs[0].rank())}};
}

std::vector<Type> AlongAxis::infer(const Op&, const Variables& inputs, const Attributes&) { return {inputs[0].type()}; }

Variables AlongAxis::vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
  return {apply(*node.node()->op, {inputs[0]}, {{"axis", axis(node) + 1}})};
}

Variable AlongAxis::spread(const Variable& reduced, const Apply& node) {
  const Dims& dims = node.node()->inputs[0].dims();
  Axes kept = axes_from(0, dims.size());
  kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(axis(node)));
  return vocabulary::broadcast(reduced, {{"dims", dims}, {"axes", kept}});
}

Variable highest_along(const Variable& x, const Apply& node) {
  const std::int64_t axis = AlongAxis::axis(node);
  if (x.dims()[static_cast<std::size_t>(axis)] == 0) return x;
  return AlongAxis::spread(vocabulary::reduce_max(x, {{"axes", Axes{axis}}}), node);
}

Variable AlongAxis::sum_along(const Variable& x, const Apply& node) {
  return spread(vocabulary::sum(x, {{"axes", Axes{axis(node)}}}), node);
}

void OverAxes::prepare(const Op& op, Variables& inputs, Attributes& given) {
  prepare_floating(op, inputs, given);
  prepare_reduction(op, inputs, given);
}

}  // namespace pellucid::inline v0
