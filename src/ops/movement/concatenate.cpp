// The parts one after the other along an axis.  Each receives its own slice of the cotangent.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct Concatenate {
  static constexpr std::string_view name = "concatenate";
  static constexpr std::string_view doc = "the parts one after the other along an axis";
  static constexpr std::array<std::string_view, 1> inputs = {"part"};
  static constexpr std::size_t most_inputs = any_number;
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axis", AttributeType::integer, "along which; absent: the last"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    const DType dtype = common_dtype(inputs);
    for (Variable& part : inputs) part = cast_to(part, dtype);
    attributes = {{"axis", axis_attribute(op, attributes, inputs[0].rank())}};
    make_other_axes_meet(inputs, static_cast<std::size_t>(attributes.get<std::int64_t>("axis")));
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const auto axis = static_cast<std::size_t>(attributes.get<std::int64_t>("axis"));
    Dims dims = inputs[0].dims();
    dims[axis] = 0;
    for (const Variable& part : inputs) {
      bool fits = part.rank() == dims.size();
      for (std::size_t i = 0; fits && i < dims.size(); ++i) fits = i == axis || part.dims()[i] == dims[i];
      if (!fits)
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "the parts do not fit each other",
                            .expected = "equal extents but for axis " + std::to_string(axis),
                            .received = received(op, inputs)});
      dims[axis] = dims[axis] + part.dims()[axis];
    }
    return {{inputs[0].dtype(), dims}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const auto axis = node.node()->attributes.get<std::int64_t>("axis");
    Flows flows;
    Dim start = 0;
    for (const Variable& part : node.inputs()) {
      const Dim& extent = part.dims()[static_cast<std::size_t>(axis)];
      flows.emplace_back(slice_axis(*cotangents[0], axis, start, extent));
      start = start + extent;
    }
    return flows;
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                             Differentiator&) {
    return {concatenate_along(all_with_leading(inputs, batched, size), node.node()->attributes.get<std::int64_t>("axis") + 1)};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    const auto axis = static_cast<std::size_t>(node.node()->attributes.get<std::int64_t>("axis"));
    const Variables parts = node.inputs();
    Dim start = node.outputs()[0].dims()[axis];
    Expression value;
    for (std::size_t i = parts.size(); i-- > 0;) {  // from the last, which holds whatever no other part does
      const Expression end = loop::size(start);
      start = start - parts[i].dims()[axis];
      Expressions inside = index;
      inside[axis] = index[axis] - loop::size(start);
      const Expression own = source.at(i, inside);
      value = value ? loop::select(loop::apply(Operation::less, {index[axis], end}), own, value) : own;
    }
    return value;
  }

 private:
  // A part that cannot fit stays as it is, and `infer` refuses it.
  static void make_other_axes_meet(Variables& parts, std::size_t along) {
    Dims common = parts[0].dims();
    for (const Variable& part : parts) {
      Dims dims = part.dims();
      if (dims.size() != common.size()) return;
      dims[along] = common[along];
      if (!can_be_equal(common, dims)) return;
      for (std::size_t axis = 0; axis < dims.size(); ++axis) common[axis] = met(common[axis], dims[axis]);
    }
    for (Variable& part : parts) {
      common[along] = part.dims()[along];
      part = with_dims(part, common);
    }
  }
};

}  // namespace
constinit const Op table::concatenate = describe<Concatenate>();
}  // namespace pellucid::inline v0
