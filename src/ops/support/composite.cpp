#include "ops/support/composite.hpp"

#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

std::string_view kind_of(const AttributeValue& value) {
  if (std::holds_alternative<bool>(value)) return "true or false";
  if (std::holds_alternative<std::int64_t>(value)) return "an integer";
  if (std::holds_alternative<double>(value)) return "a number";
  if (std::holds_alternative<DType>(value)) return "a dtype";
  return "another kind of value";
}

}  // namespace

void complete(const Op& op, Attributes& attributes, const Attributes& defaults) {
  Attributes completed = defaults;
  for (const auto& [name, value] : attributes.entries()) {
    const AttributeValue& wanted = defaults.value(name);
    const auto* integer = std::get_if<std::int64_t>(&value);
    const bool widened = integer != nullptr && std::holds_alternative<double>(wanted);
    if (!widened && value.index() != wanted.index())
      refuse<ValueError>({.where = std::string(op.name),
                          .what = "the attribute '" + std::string(name) + "' has a value of another kind",
                          .expected = std::string(kind_of(wanted)),
                          .received = to_string(value)});
    completed.set(name, widened ? AttributeValue(static_cast<double>(*integer)) : value);
  }
  attributes = std::move(completed);
}

Variable count_along(const Variable& x, const Axes& axes) {
  Dim count = 1;
  for (const std::int64_t axis : axes) count = count * x.dims()[static_cast<std::size_t>(axis)];
  if (count.is_known()) return constant(static_cast<double>(count.value()), x.dtype());
  return vocabulary::extent(std::vector<Operand>{}, {{"dims", Dims{count}}, {"dtype", x.dtype()}});
}

void AlongAxis::prepare(const Op& op, Variables& inputs, Attributes& given) {
  prepare_floating(op, inputs, given);
  given = {{"axis", axis_attribute(op, given, inputs[0].rank())}};
}

std::vector<Type> AlongAxis::infer(const Op& op, const Variables& inputs, const Attributes& given) {
  const auto axis = given.get<std::int64_t>("axis");
  if (inputs[0].dims()[static_cast<std::size_t>(axis)] == 0)
    refuse<ShapeError>({.where = std::string(op.name),
                        .what = "axis " + std::to_string(axis) + " has no elements",
                        .expected = "an extent of at least 1",
                        .received = received(op, inputs)});
  return {inputs[0].type()};
}

Variables AlongAxis::vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
  return {apply(*node.node()->op, {inputs[0]}, {{"axis", axis(node) + 1}})};
}

Variable AlongAxis::spread(const Variable& reduced, const Apply& node) {
  const Dims& dims = node.node()->inputs[0].dims();
  Axes kept = axes_from(0, dims.size());
  kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(axis(node)));
  return vocabulary::broadcast(reduced, {{"dims", dims}, {"axes", kept}});
}

void OverAxes::prepare(const Op& op, Variables& inputs, Attributes& given) {
  prepare_floating(op, inputs, given);
  prepare_reduction(op, inputs, given);
}

}  // namespace pellucid::inline v0
