// Zeros, to which each element is added at the position of an axis that it gives for itself: the transpose of take_along_axis.
// The cotangent of an element is what stands where it was added.
#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/indexing.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct AddAlongAxis {
  static constexpr std::string_view name = "add_along_axis";
  static constexpr std::string_view doc = "zeros with each element added at its own position of an axis; the transpose of take_along_axis";
  static constexpr std::array<std::string_view, 2> inputs = {"updates", "indices"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"axis", AttributeType::integer, "absent: the last"}, {"extent", AttributeType::dims, "of that axis of the result, alone"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_integers(op, inputs, 1);
    require_extent(op, attributes);
    if (inputs[0].dtype() == DType::boolean) inputs[0] = cast_to(inputs[0], DType::int64);
    attributes = {{"axis", axis_attribute(op, attributes, inputs[0].rank())}, {"extent", attributes.get<Dims>("extent")}};
    if (inputs[0].rank() != inputs[1].rank()) return;
    for (std::size_t axis = 0; axis < inputs[0].rank(); ++axis) make_meet(inputs[0], axis, inputs[1], axis);
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    if (inputs[0].dims() != inputs[1].dims())
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "updates and positions differ in shape",
                          .expected = "equal shapes",
                          .received = received(op, inputs)});
    Type type = inputs[0].type();
    type.dims[static_cast<std::size_t>(attributes.get<std::int64_t>("axis"))] = extent_attribute(attributes);
    return {type};
  }
  static std::vector<std::pair<std::size_t, Dim>> checks(const Apply& node) { return {{1, extent_attribute(node.node()->attributes)}}; }

  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {vocabulary::take_along_axis(*cotangents[0], node.inputs()[1], {{"axis", static_cast<std::int64_t>(axis_of(node))}}),
            std::nullopt};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                             Differentiator&) {
    const Variables all = all_with_leading(inputs, batched, size);
    const Attributes attributes = {{"axis", static_cast<std::int64_t>(axis_of(node)) + 1},
                                   {"extent", node.node()->attributes.get<Dims>("extent")}};
    return {vocabulary::add_along_axis(all[0], all[1], attributes)};
  }
  static Statements statements(const Apply& node) { return added(node).statements(); }
  static std::vector<Type> scratch(const Apply& node) { return added(node).scratch(); }

 private:
  static AddIntoZeros added(const Apply& node) { return {node, axis_of(node), 1, true}; }
};

}  // namespace
constinit const Op table::add_along_axis = describe<AddAlongAxis>();
}  // namespace pellucid::inline v0
