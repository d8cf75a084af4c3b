// `Variable::at`, `Variable::select`, `Target::value`: NumPy's basic indexing of values whose extents may not be known yet.
// Of an unknown extent a bound that counts from the end is extent - n, and a bound is taken at its word: Python would clamp it to the extent,
// here a call that brings fewer elements is refused.
#include "base/refuse.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

// What a selection takes of one axis.
struct Part {
  Dim start, count;
  std::int64_t step = 1;
  bool keeps_axis = true;
};

Dim from_front(std::int64_t position, const Dim& extent) { return position < 0 ? extent + position : Dim(position); }

Part part_of(const Slice& slice, const Dim& extent) {
  if (extent.is_known()) {
    const AxisRange range = resolve_slice(slice, extent.value());
    return {range.start, range.count, range.step};
  }
  const std::int64_t step = slice.step;
  const bool forwards = step > 0;
  const Dim first = slice.start ? from_front(*slice.start, extent) : forwards ? Dim(0) : extent - 1;
  const Dim last = slice.stop ? from_front(*slice.stop, extent) : forwards ? extent : Dim(-1);
  // The number of steps from first to before last, rounded up.
  const Dim count = forwards ? floor_divide(last - first + (step - 1), step) : floor_divide(first - last + (-step - 1), -step);
  return {first, count, step};
}

Part part_of(std::int64_t position, const Dim& extent, const Variable& of, std::size_t axis) {
  const bool outside = extent.is_known() && (position >= extent.value() || position < -extent.value());
  if (outside)
    refuse<IndexError>({.where = "select",
                        .what = "index " + std::to_string(position) + " is out of range for axis " + std::to_string(axis),
                        .expected = std::to_string(-extent.value()) + " to " + std::to_string(extent.value() - 1),
                        .received = of.to_string()});
  return {from_front(position, extent), 1, 1, false};
}

// The items with the ellipsis written out, one for each axis.
std::vector<Selection::Item> item_per_axis(const Selection& selection, const Variable& of) {
  std::vector<Selection::Item> items;
  std::size_t named = 0;
  for (const Selection::Item& item : selection.items()) named += std::holds_alternative<Ellipsis>(item) ? 0 : 1;
  if (named > of.rank())
    refuse<IndexError>({.where = "select",
                        .what = "the selection has " + std::to_string(named) + " items",
                        .expected = "at most one for each of " + std::to_string(of.rank()) + " axes",
                        .received = selection.to_string() + " of " + of.to_string()});
  for (const Selection::Item& item : selection.items()) {
    if (std::holds_alternative<Ellipsis>(item)) items.insert(items.end(), of.rank() - named, Slice{});
    else items.push_back(item);
  }
  items.resize(of.rank(), Slice{});
  return items;
}

}  // namespace

Variable Variable::select(const Selection& selection) const {
  const std::vector<Selection::Item> items = item_per_axis(selection, *this);
  Dims starts, counts, kept;
  Axes steps;
  for (std::size_t axis = 0; axis < items.size(); ++axis) {
    const auto* position = std::get_if<std::int64_t>(&items[axis]);
    const Part part =
        position != nullptr ? part_of(*position, dims()[axis], *this, axis) : part_of(std::get<Slice>(items[axis]), dims()[axis]);
    starts.push_back(part.start);
    counts.push_back(part.count);
    steps.push_back(part.step);
    if (part.keeps_axis) kept.push_back(part.count);
  }
  const bool is_whole = counts == dims() && starts == Dims(rank(), 0);  // in steps of 1 then
  return reshape_to(is_whole ? *this : vocabulary::slice(*this, {{"starts", starts}, {"extents", counts}, {"steps", steps}}), kept);
}

Variable Variable::select(NameView selection) const { return select(Selection::parse(selection)); }

Variable Variable::at(const std::vector<std::int64_t>& position) const {
  if (position.size() != rank())
    refuse<ShapeError>({.where = "at",
                        .what = "the position does not have one index for each axis",
                        .expected = std::to_string(rank()) + " indices",
                        .received = std::to_string(position.size()) + " for " + to_string(),
                        .hint = "A part of lower rank is a select: v.select(\"[0]\")."});
  return select(Selection(std::vector<Selection::Item>(position.begin(), position.end())));
}

Variable Target::value() const { return selection ? variable.select(*selection) : variable; }

}  // namespace pellucid::inline v0
