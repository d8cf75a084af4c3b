// `ops::split`: several values, each a slice.
#include "base/refuse.hpp"
#include "ops/support/movement.hpp"

#include <pellucid/shape.hpp>

namespace pellucid::inline v0::ops {
namespace {

std::string axis_text(const Variable& x, std::size_t axis) { return "axis " + std::to_string(axis) + " of " + x.to_string(); }

// Where parts of one extent begin and end.
Dims ends_of_sections(const Variable& x, std::size_t axis, std::int64_t sections) {
  const Dim& extent = x.dims()[axis];
  if (sections < 1)
    refuse<ValueError>(
        {.where = "split", .what = "'sections' is too small", .expected = "at least 1", .received = std::to_string(sections)});
  if (!extent.is_known())
    refuse<ShapeError>({.where = "split",
                        .what = "an unknown extent cannot be cut into equal parts",
                        .expected = "a known extent",
                        .received = axis_text(x, axis),
                        .hint = "Say by `at` where the parts begin."});
  if (extent.value() % sections != 0)
    refuse<ShapeError>({.where = "split",
                        .what = "the extent is no multiple of 'sections'",
                        .expected = "a multiple of " + std::to_string(sections),
                        .received = axis_text(x, axis),
                        .hint = "Say by `at` where the parts begin."});
  Dims ends;
  for (std::int64_t part = 0; part <= sections; ++part) ends.emplace_back(extent.value() / sections * part);
  return ends;
}

Dims ends_at(const Variable& x, std::size_t axis, const std::vector<std::int64_t>& at) {
  const Dim& extent = x.dims()[axis];
  Dims ends = {0};
  for (const std::int64_t position : at) ends.push_back(position < 0 ? extent + position : Dim(position));
  ends.push_back(extent);
  for (std::size_t i = 1; i < ends.size(); ++i)
    if (const Dim count = ends[i] - ends[i - 1]; count.is_known() && count.value() < 0)
      refuse<IndexError>({.where = "split",
                          .what = "the positions do not fit the axis",
                          .expected = "ascending positions from 0 to " + extent.to_string(),
                          .received = to_string(AttributeValue(at)) + ", " + axis_text(x, axis)});
  return ends;
}

}  // namespace

std::vector<Variable> split(const Variable& x, const SplitOptions& options) {
  if (!x) refuse<StateError>({.where = "split", .what = "the Variable is empty"});
  if (options.sections.has_value() == options.at.has_value())
    refuse<ValueError>({.where = "split",
                        .what = options.at.has_value() ? "'sections' and 'at' are both given" : "neither 'sections' nor 'at' is given",
                        .expected = "one of both"});
  const std::size_t axis = normalize_axis(options.axis.value_or(0), x.rank(), "split");
  const Dims ends = options.sections ? ends_of_sections(x, axis, *options.sections) : ends_at(x, axis, *options.at);
  std::vector<Variable> parts;
  for (std::size_t i = 1; i < ends.size(); ++i)
    parts.push_back(slice_axis(x, static_cast<std::int64_t>(axis), ends[i - 1], ends[i] - ends[i - 1]));
  return parts;
}

}  // namespace pellucid::inline v0::ops
