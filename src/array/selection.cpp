#include <pellucid/selection.hpp>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

std::string slice_text(const Slice& slice) {
  std::string text = slice.start ? std::to_string(*slice.start) : "";
  text += ":";
  if (slice.stop) text += std::to_string(*slice.stop);
  if (slice.step != 1) text += ":" + std::to_string(slice.step);
  return text;
}

void check_step(const Slice& slice) {
  if (slice.step == 0)
    refuse<ValueError>({.where = "Selection",
                        .what = "the step of a slice is 0",
                        .expected = "a positive or negative step",
                        .received = slice_text(slice)});
}

std::string extent_text(std::size_t axis, std::int64_t extent) {
  return "axis " + std::to_string(axis) + " of extent " + std::to_string(extent);
}

AxisRange resolve_index(std::int64_t index, std::size_t axis, const Shape& shape, const std::string& selection) {
  const std::int64_t extent = shape[axis];
  if (index < -extent || index >= extent)
    refuse<IndexError>(
        {.where = "Selection " + selection,
         .what = "index " + std::to_string(index) + " is out of range for " + extent_text(axis, extent),
         .expected = extent == 0 ? "no index, the axis is empty" : std::to_string(-extent) + " to " + std::to_string(extent - 1),
         .received = "shape " + to_string(shape)});
  return {.start = index < 0 ? index + extent : index, .step = 1, .count = 1, .keeps_axis = false};
}

}  // namespace

AxisRange resolve_slice(const Slice& slice, std::int64_t extent) {
  check_step(slice);
  const bool forward = slice.step > 0;
  const std::int64_t first = forward ? 0 : -1, last = forward ? extent : extent - 1;
  const auto bound = [&](std::int64_t value) { return std::clamp(value < 0 ? value + extent : value, first, last); };
  const std::int64_t start = slice.start ? bound(*slice.start) : (forward ? first : last);
  const std::int64_t stop = slice.stop ? bound(*slice.stop) : (forward ? last : first);
  const std::int64_t distance = forward ? stop - start : start - stop;
  if (distance <= 0) return {};
  // The step is negated only after it is known not to be the one value that has no negative.
  const std::int64_t pace = forward ? slice.step : -std::max(slice.step, -std::numeric_limits<std::int64_t>::max());
  const std::int64_t count = (distance - 1) / pace + 1;
  return {.start = start, .step = count == 1 ? 1 : slice.step, .count = count};
}

Selection::Selection(std::initializer_list<Item> items) : Selection(std::vector<Item>(items)) {}

Selection::Selection(std::vector<Item> items) : items_(std::move(items)) {
  std::size_t ellipses = 0;
  for (const Item& item : items_) {
    if (const auto* slice = std::get_if<Slice>(&item)) check_step(*slice);
    if (std::holds_alternative<Ellipsis>(item)) ++ellipses;
  }
  if (ellipses > 1)
    refuse<ValueError>(
        {.where = "Selection", .what = "there are several ellipses", .expected = "at most one '...'", .received = to_string()});
  // An ellipsis at the end says nothing; without it, selections that mean the same compare equal.
  if (!items_.empty() && std::holds_alternative<Ellipsis>(items_.back())) items_.pop_back();
}

bool Selection::is_everything() const { return items_.empty(); }

std::string Selection::to_string() const {
  if (items_.empty()) return "[...]";
  std::string text = "[";
  for (const Item& item : items_) {
    if (text.size() > 1) text += ", ";
    if (const auto* index = std::get_if<std::int64_t>(&item)) text += std::to_string(*index);
    else if (const auto* slice = std::get_if<Slice>(&item)) text += slice_text(*slice);
    else text += "...";
  }
  return text + "]";
}

std::vector<AxisRange> Selection::resolve(const Shape& shape) const {
  const auto is_ellipsis = [](const Item& item) { return std::holds_alternative<Ellipsis>(item); };
  const std::size_t named = items_.size() - static_cast<std::size_t>(std::ranges::count_if(items_, is_ellipsis));
  if (named > shape.size())
    refuse<IndexError>({.where = "Selection " + to_string(),
                        .what = "there are more indices than axes",
                        .expected = "at most " + std::to_string(shape.size()),
                        .received = std::to_string(named) + " for shape " + pellucid::to_string(shape)});
  std::vector<AxisRange> ranges;
  ranges.reserve(shape.size());
  const auto take_whole = [&](std::size_t axes) {
    for (std::size_t i = 0; i < axes; ++i) ranges.push_back(resolve_slice({}, shape[ranges.size()]));
  };
  for (const Item& item : items_) {
    if (is_ellipsis(item)) take_whole(shape.size() - named);
    else if (const auto* slice = std::get_if<Slice>(&item)) ranges.push_back(resolve_slice(*slice, shape[ranges.size()]));
    else ranges.push_back(resolve_index(std::get<std::int64_t>(item), ranges.size(), shape, to_string()));
  }
  take_whole(shape.size() - ranges.size());
  return ranges;
}

Shape Selection::result_shape(const Shape& shape) const {
  Shape result;
  for (const AxisRange& range : resolve(shape))
    if (range.keeps_axis) result.push_back(range.count);
  return result;
}

}  // namespace pellucid::inline v0
