#include "ops/support/refusals.hpp"

#include <algorithm>
#include <numeric>

#include <pellucid/shape.hpp>

#include "base/refuse.hpp"
#include "ops/support/describe.hpp"

namespace pellucid::inline v0 {

std::string input_name(const Op& op, std::size_t position) {
  return std::string(op.input_names[std::min(position, op.input_names.size() - 1)]);
}

std::string_view text_of(AttributeType type) {
  switch (type) {
    case AttributeType::boolean: return "true or false";
    case AttributeType::integer: return "a whole number";
    case AttributeType::number: return "a number";
    case AttributeType::text: return "a text";
    case AttributeType::dtype: return "a dtype";
    case AttributeType::integers: return "whole numbers";
    case AttributeType::dims: return "dims";
    case AttributeType::body: return "a graph";
    case AttributeType::internal: break;
  }
  return "a value of the library's own";
}

std::string received(const Op& op, const Variables& inputs) {
  std::string text;
  for (std::size_t i = 0; i < inputs.size(); ++i) text += (i == 0 ? "" : ", ") + input_name(op, i) + " " + to_string(inputs[i].type());
  return text;
}

void require_rank(const Op& op, const Variables& inputs, std::size_t position, std::size_t rank) {
  if (inputs[position].rank() == rank) return;
  refuse<ShapeError>({.where = std::string(op.name),
                      .what = "the rank of '" + input_name(op, position) + "' does not fit",
                      .expected = "rank " + std::to_string(rank),
                      .received = received(op, inputs)});
}

void require_integers(const Op& op, const Variables& inputs, std::size_t position) {
  if (is_integer(inputs[position].dtype())) return;
  refuse<DtypeError>({.where = std::string(op.name),
                      .what = "'" + input_name(op, position) + "' does not hold integers",
                      .expected = "an integer dtype",
                      .received = received(op, inputs),
                      .hint = "Cast it where its values are whole."});
}

void refuse_unknown_attributes(const Op& op, const Attributes& attributes) {
  std::vector<std::string> known;
  for (const AttributeDoc& attribute : op.attributes) known.emplace_back(attribute.name);
  for (const auto& [name, value] : attributes.entries())
    if (std::ranges::find(known, name) == known.end())
      refuse<NameError>(
          {.where = std::string(op.name), .what = "there is no attribute '" + std::string(name) + "'", .hint = nearest_names(name, known)});
}

void require_attribute(const Op& op, const Attributes& attributes, std::string_view name) {
  if (!attributes.has(name))
    refuse<ValueError>({.where = std::string(op.name), .what = "the attribute '" + std::string(name) + "' is missing"});
}

std::int64_t axis_attribute(const Op& op, const Attributes& attributes, std::size_t rank, std::int64_t otherwise) {
  const std::int64_t axis = attributes.has("axis") ? attributes.get<std::int64_t>("axis") : otherwise;
  return static_cast<std::int64_t>(normalize_axis(axis, rank, std::string(op.name)));
}

Axes axes_attribute(const Op& op, const Attributes& attributes, std::size_t rank) {
  Axes axes(rank);
  std::iota(axes.begin(), axes.end(), 0);
  if (!attributes.has("axes")) return axes;
  axes = attributes.get<Axes>("axes");
  for (std::int64_t& axis : axes) axis = static_cast<std::int64_t>(normalize_axis(axis, rank, std::string(op.name)));
  for (const std::int64_t axis : axes)
    if (std::ranges::count(axes, axis) > 1)
      refuse<ValueError>({.where = std::string(op.name),
                          .what = "axis " + std::to_string(axis) + " is named twice",
                          .received = to_string(AttributeValue(attributes.get<Axes>("axes")))});
  return axes;
}

}  // namespace pellucid::inline v0
