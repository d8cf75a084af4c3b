// x[..., indices[..., i, ...], ...]: along one axis each element says for itself where it is taken from.
// The cotangent is added up where it was taken from. Positions carry no derivative.
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/indexing.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct TakeAlongAxis {
  static constexpr std::string_view name = "take_along_axis";
  static constexpr std::string_view doc = "along one axis, the element at the position that each place gives for itself";
  static constexpr std::array<std::string_view, 2> inputs = {"x", "indices"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axis", AttributeType::integer, "absent: the last"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_integers(op, inputs, 1);
    attributes = {{"axis", axis_attribute(op, attributes, inputs[0].rank())}};
    if (inputs[0].rank() != inputs[1].rank()) return;
    const auto along = static_cast<std::size_t>(attributes.get<std::int64_t>("axis"));
    for (std::size_t axis = 0; axis < inputs[0].rank(); ++axis)
      if (axis != along) make_meet(inputs[0], axis, inputs[1], axis);
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const auto axis = static_cast<std::size_t>(attributes.get<std::int64_t>("axis"));
    require_rank(op, inputs, 1, inputs[0].rank());
    const Dims &x = inputs[0].dims(), &indices = inputs[1].dims();
    for (std::size_t i = 0; i < x.size(); ++i)
      if (i != axis && x[i] != indices[i])
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "axis " + std::to_string(i) + " differs",
                            .expected = "equal extents but for axis " + std::to_string(axis),
                            .received = received(op, inputs)});
    return {{inputs[0].dtype(), indices}};
  }
  static std::vector<std::pair<std::size_t, Dim>> checks(const Apply& node) { return {{1, node.inputs()[0].dims()[axis_of(node)]}}; }

  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Variables x = node.inputs();
    const Attributes where = {{"axis", static_cast<std::int64_t>(axis_of(node))}, {"extent", Dims{x[0].dims()[axis_of(node)]}}};
    return {vocabulary::add_along_axis(*cotangents[0], x[1], where), std::nullopt};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                             Differentiator&) {
    const Variables all = all_with_leading(inputs, batched, size);
    return {vocabulary::take_along_axis(all[0], all[1], {{"axis", static_cast<std::int64_t>(axis_of(node)) + 1}})};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    Expressions from = index;
    from[axis_of(node)] = position_at(source, 1, index);
    return source.at(0, from);
  }
};

}  // namespace
constinit const Op table::take_along_axis = describe<TakeAlongAxis>();
}  // namespace pellucid::inline v0
