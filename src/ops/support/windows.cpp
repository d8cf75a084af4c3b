#include "ops/support/windows.hpp"

#include <algorithm>

#include "base/refuse.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {

Sliding Sliding::with_leading_axis() const {
  Sliding moved = *this;
  for (std::int64_t& axis : moved.axes) ++axis;
  return moved;
}

Dim Sliding::count(std::size_t i, const Dim& extent, const Dim& size) const {
  return floor_divide(extent - (size - 1) * dilations[i] - 1, strides[i]) + 1;
}

void require_positive(const Op& op, std::string_view what, const Axes& values, std::size_t count) {
  const bool fits = values.size() == count && std::ranges::all_of(values, [](std::int64_t value) { return value > 0; });
  if (!fits)
    refuse<ValueError>({.where = std::string(op.name),
                        .what = "'" + std::string(what) + "' does not fit the axes",
                        .expected = "one number above 0 for each of " + std::to_string(count) + " axes",
                        .received = to_string(AttributeValue(values))});
}

Sliding prepare_sliding(const Op& op, const Attributes& attributes, std::size_t rank) {
  require_attribute(op, attributes, "axes");
  Sliding sliding = {.axes = axes_attribute(op, attributes, rank), .strides = {}, .dilations = {}};
  if (!std::ranges::is_sorted(sliding.axes))
    refuse<ValueError>({.where = std::string(op.name),
                        .what = "'axes' are not ascending",
                        .received = to_string(AttributeValue(attributes.get<Axes>("axes")))});
  const std::size_t count = sliding.axes.size();
  sliding.strides = attributes.has("strides") ? attributes.get<Axes>("strides") : Axes(count, 1);
  sliding.dilations = attributes.has("dilations") ? attributes.get<Axes>("dilations") : Axes(count, 1);
  require_positive(op, "strides", sliding.strides, count);
  require_positive(op, "dilations", sliding.dilations, count);
  return sliding;
}

Sliding sliding_of(const Apply& node) {
  const Attributes& attributes = node.node()->attributes;
  return {attributes.get<Axes>("axes"), attributes.get<Axes>("strides"), attributes.get<Axes>("dilations")};
}

}  // namespace pellucid::inline v0
