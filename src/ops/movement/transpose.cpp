// The axes in another order: axis i of the result is axes[i] of x.  The cotangent is transposed back.
#include <algorithm>

#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

Axes inverse(const Axes& axes) {
  Axes back;
  for (const std::int64_t axis : axes_from(0, axes.size())) back.push_back(std::ranges::find(axes, axis) - axes.begin());
  return back;
}

struct Transpose {
  static constexpr std::string_view name = "transpose";
  static constexpr std::string_view doc = "x with its axes in another order";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"axes", AttributeType::integers, "of x, in the order of the result; absent: reversed"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    const std::size_t rank = inputs[0].rank();
    Axes axes = axes_attribute(op, attributes, rank);
    if (!attributes.has("axes")) axes = {axes.rbegin(), axes.rend()};
    if (axes.size() != rank)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the axes do not fit the rank",
                          .expected = std::to_string(rank) + " axes",
                          .received = received(op, inputs) + ", axes " + to_string(AttributeValue(axes))});
    attributes = {{"axes", axes}};
  }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes& attributes) {
    Dims dims;
    for (const std::int64_t axis : attributes.get<Axes>("axes")) dims.push_back(inputs[0].dims()[static_cast<std::size_t>(axis)]);
    return {{inputs[0].dtype(), dims}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {transpose_to(*cotangents[0], inverse(node.node()->attributes.get<Axes>("axes")))};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
    Axes axes = {0};
    for (const std::int64_t axis : node.node()->attributes.get<Axes>("axes")) axes.push_back(axis + 1);
    return {transpose_to(inputs[0], axes)};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    Expressions from;
    for (const std::int64_t axis : inverse(node.node()->attributes.get<Axes>("axes")))
      from.push_back(index[static_cast<std::size_t>(axis)]);
    return source.at(0, from);
  }
};

}  // namespace
constinit const Op table::transpose = describe<Transpose>();
}  // namespace pellucid::inline v0
