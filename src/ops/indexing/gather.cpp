// table[..., indices, ...]: the parts of the table at these positions of an axis; their shape takes the place of the axis.
// The cotangent is added up at the positions it was taken from. Positions carry no derivative.
#include "ops/support/broadcasting.hpp"
#include "ops/support/indexing.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct Gather {
  static constexpr std::string_view name = "gather";
  static constexpr std::string_view doc = "the parts of a table at positions of an axis: table[..., indices, ...]";
  static constexpr std::array<std::string_view, 2> inputs = {"table", "indices"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axis", AttributeType::integer, "of the table; absent: the first"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_integers(op, inputs, 1);
    attributes = {{"axis", axis_attribute(op, attributes, inputs[0].rank(), 0)}};
  }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes& attributes) {
    Dims dims = inputs[0].dims();
    const auto at = dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(attributes.get<std::int64_t>("axis")));
    dims.insert(at, inputs[1].dims().begin(), inputs[1].dims().end());
    return {{inputs[0].dtype(), dims}};
  }
  static std::vector<std::pair<std::size_t, Dim>> checks(const Apply& node) { return {{1, node.inputs()[0].dims()[axis_of(node)]}}; }

  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Variables x = node.inputs();
    const Attributes where = {{"axis", static_cast<std::int64_t>(axis_of(node))}, {"extent", Dims{x[0].dims()[axis_of(node)]}}};
    return {vocabulary::scatter_add(*cotangents[0], x[1], where), std::nullopt};
  }

  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                             Differentiator&) {
    const auto axis = static_cast<std::int64_t>(axis_of(node));
    if (!batched[1]) return {vocabulary::gather(inputs[0], inputs[1], {{"axis", axis + 1}})};
    if (!batched[0]) return {move_axis(vocabulary::gather(inputs[0], inputs[1], {{"axis", axis}}), axis, 0)};
    // Both: [batch, positions, all other axes of the table], each with its own position.
    const Variable table = move_axis(inputs[0], axis + 1, 1);
    const Dims others(table.dims().begin() + 2, table.dims().end()), places(inputs[1].dims().begin() + 1, inputs[1].dims().end());
    const Dims flat = {size, product(places), product(others)};
    const Variable positions = repeat_along(reshape_to(inputs[1], {size, flat[1]}), 2, flat[2]);
    const Variable taken =
        vocabulary::take_along_axis(reshape_to(table, {size, table.dims()[1], flat[2]}), positions, {{"axis", std::int64_t{1}}});
    Dims dims = {size};
    dims.insert(dims.end(), places.begin(), places.end());
    dims.insert(dims.end(), others.begin(), others.end());
    return {move_axes(reshape_to(taken, dims), 1, places.size(), axis + 1)};
  }

  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    const auto first = index.begin() + static_cast<std::ptrdiff_t>(axis_of(node));
    const auto last = first + static_cast<std::ptrdiff_t>(node.node()->inputs[1].rank());
    Expressions from(index.begin(), first);
    from.push_back(position_at(source, 1, Expressions(first, last)));
    from.insert(from.end(), last, index.end());
    return source.at(0, from);
  }
};

}  // namespace
constinit const Op table::gather = describe<Gather>();
}  // namespace pellucid::inline v0
