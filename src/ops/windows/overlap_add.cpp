// Windows laid where they slide and added up where they overlap: the transpose of `windows`, which in turn is its pullback.
//   out[..., q, ...] = sum over p, k with p stride + k dilation = q of x[..., p, ..., k]
#include <algorithm>

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/support/windows.hpp"

namespace pellucid::inline v0 {
namespace {

struct OverlapAdd {
  static constexpr std::string_view name = "overlap_add";
  static constexpr std::string_view doc = "windows added up where they lie; the transpose of windows";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 4> attributes = {
      {{"axes", AttributeType::integers, "of the windows' positions, ascending; the windows' own axes are the last ones"},
       {"strides", AttributeType::integers, "from one window to the next; absent: 1"},
       {"dilations", AttributeType::integers, "from one element of a window to the next; absent: 1"},
       {"extents", AttributeType::dims, "of these axes of the result"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    if (inputs[0].dtype() == DType::boolean) inputs[0] = cast_to(inputs[0], DType::int64);
    require_attribute(op, attributes, "axes");
    require_attribute(op, attributes, "extents");
    const std::size_t count = attributes.get<Axes>("axes").size(), rank = inputs[0].rank();
    const Dims extents = attributes.get<Dims>("extents");
    if (rank < 2 * count || extents.size() != count)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the value does not end in the windows' own axes, or the extents do not fit",
                          .expected = std::to_string(count) + " positions, windows' axes and extents",
                          .received = received(op, inputs) + ", extents " + to_string(extents)});
    const Sliding sliding = prepare_sliding(op, attributes, rank - count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto axis = static_cast<std::size_t>(sliding.axes[i]);
      const Dim positions = sliding.count(i, extents[i], inputs[0].dims()[rank - count + i]);
      if (can_be_equal(positions, inputs[0].dims()[axis])) inputs[0] = with_extent(inputs[0], axis, positions);
    }
    attributes = sliding.attributes().with("extents", extents);
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const Sliding sliding = {attributes.get<Axes>("axes"), attributes.get<Axes>("strides"), attributes.get<Axes>("dilations")};
    const Dims& extents = attributes.get<Dims>("extents");
    const std::size_t rank = inputs[0].rank() - extents.size();
    Dims dims(inputs[0].dims().begin(), inputs[0].dims().begin() + static_cast<std::ptrdiff_t>(rank));
    for (std::size_t i = 0; i < extents.size(); ++i) {
      Dim& extent = dims[static_cast<std::size_t>(sliding.axes[i])];
      const Dim& size = inputs[0].dims()[rank + i];
      if (!size.is_known())
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "the size of a window is not known",
                            .expected = "a number",
                            .received = received(op, inputs)});
      const Dim count = sliding.count(i, extents[i], size);
      if (extent != count)
        refuse<ShapeError>(
            {.where = std::string(op.name),
             .what = "the windows of axis " + std::to_string(sliding.axes[i]) + " do not fit the extent " + extents[i].to_string(),
             .expected = count.to_string() + " windows",
             .received = received(op, inputs)});
      extent = extents[i];
    }
    return {{inputs[0].dtype(), dims}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Sliding sliding = sliding_of(node);
    const Variable x = node.inputs()[0];
    Axes sizes;
    for (std::size_t i = x.rank() - sliding.axes.size(); i < x.rank(); ++i) sizes.push_back(x.dims()[i].value());
    if (std::ranges::find(sizes, 0) != sizes.end()) return {reshape_to(slice_axis(*cotangents[0], sliding.axes[0], 0, 0), x.dims())};
    // Where there may be no window at all, one more is taken, which reaches over the end, and cut off again.
    Variable cotangent = *cotangents[0];
    const Dims& counts = x.dims();
    for (std::size_t i = 0; i < sliding.axes.size(); ++i) {
      const Dim& positions = counts[static_cast<std::size_t>(sliding.axes[i])];
      if (!positions.is_known() || positions == 0) cotangent = pad_axis(cotangent, sliding.axes[i], 0, sliding.strides[i]);
    }
    Variable back = vocabulary::windows(cotangent, sliding.attributes().with("sizes", sizes));
    for (const std::int64_t axis : sliding.axes) back = slice_axis(back, axis, 0, counts[static_cast<std::size_t>(axis)]);
    return {back};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
    const Attributes attributes = sliding_of(node).with_leading_axis().attributes();
    return {vocabulary::overlap_add(inputs[0], attributes.with("extents", node.node()->attributes.get<Dims>("extents")))};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    const Sliding sliding = sliding_of(node);
    const Variable x = node.inputs()[0];
    Expressions from = index;
    std::vector<loop::Axis> window;
    Expression is_laid = loop::constant(true, DType::boolean);
    const auto need = [&](const Expression& condition) { is_laid = loop::apply(Operation::logical_and, {is_laid, condition}); };
    for (std::size_t i = 0; i < sliding.axes.size(); ++i) {
      const auto axis = static_cast<std::size_t>(sliding.axes[i]);
      window.push_back(loop::make_axis("k" + std::to_string(i), x.dims()[index.size() + i]));
      const Expression stride = loop::integer(sliding.strides[i]);
      const Expression distance = index[axis] - loop::index(window.back()) * loop::integer(sliding.dilations[i]);
      need(loop::apply(Operation::less_equal, {loop::integer(0), distance}));
      need(loop::apply(Operation::less, {distance / stride, loop::size(x.dims()[axis])}));
      need(loop::apply(Operation::equal, {loop::apply(Operation::modulo, {distance, stride}), loop::integer(0)}));
      from[axis] = distance / stride;
    }
    for (const loop::Axis& axis : window) from.push_back(loop::index(axis));
    return loop::reduce(loop::Reduction::sum, window, loop::select(is_laid, source.at(0, from), loop::constant(0, x.dtype())));
  }
};

}  // namespace
constinit const Op table::overlap_add = describe<OverlapAdd>();
}  // namespace pellucid::inline v0
