// Zeros, to which each part of the updates is added at its position of an axis: the transpose of gather.
// The cotangent of a part is what stands at its position.
#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/indexing.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct ScatterAdd {
  static constexpr std::string_view name = "scatter_add";
  static constexpr std::string_view doc = "zeros with the updates added at positions of an axis; the transpose of gather";
  static constexpr std::array<std::string_view, 2> inputs = {"updates", "indices"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"axis", AttributeType::integer, "of the result, and the first axis of the positions in the updates; absent: the first"},
       {"extent", AttributeType::dims, "of that axis of the result, alone"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_integers(op, inputs, 1);
    require_extent(op, attributes);
    if (inputs[0].dtype() == DType::boolean) inputs[0] = cast_to(inputs[0], DType::int64);
    if (inputs[0].rank() < inputs[1].rank()) refuse_shapes(op, inputs);
    const std::size_t rank = inputs[0].rank() - inputs[1].rank() + 1;
    attributes = {{"axis", axis_attribute(op, attributes, rank, 0)}, {"extent", attributes.get<Dims>("extent")}};
    const auto first = static_cast<std::size_t>(attributes.get<std::int64_t>("axis"));
    for (std::size_t axis = 0; axis < inputs[1].rank(); ++axis) make_meet(inputs[0], first + axis, inputs[1], axis);
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    Dims dims = inputs[0].dims();
    const auto first = dims.begin() + static_cast<std::ptrdiff_t>(attributes.get<std::int64_t>("axis"));
    const auto last = first + static_cast<std::ptrdiff_t>(inputs[1].rank());
    if (Dims(first, last) != inputs[1].dims()) refuse_shapes(op, inputs);
    dims.insert(dims.erase(first, last), extent_attribute(attributes));
    return {{inputs[0].dtype(), dims}};
  }
  static std::vector<std::pair<std::size_t, Dim>> checks(const Apply& node) { return {{1, extent_attribute(node.node()->attributes)}}; }

  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {vocabulary::gather(*cotangents[0], node.inputs()[1], {{"axis", static_cast<std::int64_t>(axis_of(node))}}), std::nullopt};
  }

  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                             Differentiator&) {
    const auto axis = static_cast<std::int64_t>(axis_of(node));
    const Dims extent = node.node()->attributes.get<Dims>("extent");
    if (!batched[1]) return {vocabulary::scatter_add(inputs[0], inputs[1], {{"axis", axis + 1}, {"extent", extent}})};
    // [batch, positions, all other axes of the updates], each with its own position.
    const std::size_t count = inputs[1].rank() - 1;
    const Variable updates = move_axes(with_leading(inputs[0], batched[0], size), axis + 1, count, 1);
    const Dims others(updates.dims().begin() + 1 + static_cast<std::ptrdiff_t>(count), updates.dims().end());
    const Dims flat = {size, product(Dims(inputs[1].dims().begin() + 1, inputs[1].dims().end())), product(others)};
    const Variable positions = repeat_along(reshape_to(inputs[1], {size, flat[1]}), 2, flat[2]);
    const Variable added =
        vocabulary::add_along_axis(reshape_to(updates, flat), positions, {{"axis", std::int64_t{1}}, {"extent", extent}});
    Dims dims = {size, extent[0]};
    dims.insert(dims.end(), others.begin(), others.end());
    return {move_axis(reshape_to(added, dims), 1, axis + 1)};
  }

  static Statements statements(const Apply& node) { return added(node).statements(); }
  static std::vector<Type> scratch(const Apply& node) { return added(node).scratch(); }

 private:
  static AddIntoZeros added(const Apply& node) { return {node, axis_of(node), node.node()->inputs[1].rank(), false}; }
  [[noreturn]] static void refuse_shapes(const Op& op, const Variables& inputs) {
    refuse<ShapeError>({.where = std::string(op.name),
                        .what = "the updates do not have the shape of the positions at the axis",
                        .expected = "axes of 'updates' equal to those of 'indices' " + to_string(inputs[1].dims()),
                        .received = received(op, inputs)});
  }
};

}  // namespace
constinit const Op table::scatter_add = describe<ScatterAdd>();
}  // namespace pellucid::inline v0
