// Sliding windows over some axes: each of these axes becomes the windows' positions, and the windows' own axes are added at the end.
//   out[..., p, ..., k] = x[..., p stride + k dilation, ...]
// Convolution is a contraction of these with a kernel, pooling a reduction. An element's cotangents of all its windows are added up.
#include "ops/support/windows.hpp"
#include "base/refuse.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct Windows {
  static constexpr std::string_view name = "windows";
  static constexpr std::string_view doc = "sliding windows: out[..., p, ..., k] = x[..., p stride + k dilation, ...]";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 4> attributes = {
      {{"axes", AttributeType::integers, "over which windows slide, ascending"},
       {"sizes", AttributeType::integers, "elements of a window along each"},
       {"strides", AttributeType::integers, "from one window to the next; absent: 1"},
       {"dilations", AttributeType::integers, "from one element of a window to the next; absent: 1"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    const Sliding sliding = prepare_sliding(op, attributes, inputs[0].rank());
    require_attribute(op, attributes, "sizes");
    const Axes sizes = attributes.get<Axes>("sizes");
    require_positive(op, "sizes", sizes, sliding.axes.size());
    attributes = with_sizes(sliding, sizes);
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const Sliding sliding = {attributes.get<Axes>("axes"), attributes.get<Axes>("strides"), attributes.get<Axes>("dilations")};
    const Axes& sizes = attributes.get<Axes>("sizes");
    Dims dims = inputs[0].dims();
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      Dim& extent = dims[static_cast<std::size_t>(sliding.axes[i])];
      const Dim count = sliding.count(i, extent, sizes[i]);
      if (count.is_known() && count.value() <= 0)
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "no window fits on axis " + std::to_string(sliding.axes[i]),
                            .expected = "at least " + std::to_string((sizes[i] - 1) * sliding.dilations[i] + 1) + " elements",
                            .received = received(op, inputs),
                            .hint = "Choose a smaller window or dilation, or pad."});
      extent = count;
    }
    dims.insert(dims.end(), sizes.begin(), sizes.end());
    return {{inputs[0].dtype(), dims}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Sliding sliding = sliding_of(node);
    Dims extents;
    for (const std::int64_t axis : sliding.axes) extents.push_back(node.inputs()[0].dims()[static_cast<std::size_t>(axis)]);
    return {vocabulary::overlap_add(*cotangents[0], sliding.attributes().with("extents", extents))};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
    return {vocabulary::windows(inputs[0], with_sizes(sliding_of(node).with_leading_axis(), node.node()->attributes.get<Axes>("sizes")))};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    const Sliding sliding = sliding_of(node);
    const auto rank = node.inputs()[0].rank();
    Expressions from(index.begin(), index.begin() + static_cast<std::ptrdiff_t>(rank));
    for (std::size_t i = 0; i < sliding.axes.size(); ++i) {
      Expression& along = from[static_cast<std::size_t>(sliding.axes[i])];
      along = along * loop::integer(sliding.strides[i]) + index[rank + i] * loop::integer(sliding.dilations[i]);
    }
    return source.at(0, from);
  }

 private:
  static Attributes with_sizes(const Sliding& sliding, const Axes& sizes) {
    return {{"axes", sliding.axes}, {"sizes", sizes}, {"strides", sliding.strides}, {"dilations", sliding.dilations}};
  }
};

}  // namespace
constinit const Op table::windows = describe<Windows>();
}  // namespace pellucid::inline v0
