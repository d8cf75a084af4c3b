// A part of an array, as NumPy's basic indexing names it: "[0, :, 3]", "[..., ::-1]".
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <pellucid/export.hpp>
#include <pellucid/shape.hpp>

namespace pellucid::inline v0 {

/// `start:stop:step` as in Python: bounds may count from the end, go past it, or be left out. A step of 0 is refused where it is used.
struct Slice {
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> stop = {};
  std::int64_t step = 1;
  bool operator==(const Slice&) const = default;
};

/// Stands for as many full slices as are needed; at most one in a Selection.
struct Ellipsis {
  bool operator==(const Ellipsis&) const = default;
};

/// What a selection takes of one axis of known extent: elements start, start + step, ... (count of them).
struct AxisRange {
  std::int64_t start = 0;
  std::int64_t step = 1;
  std::int64_t count = 0;
  bool keeps_axis = true;  ///< false for a single index, which removes its axis
  bool operator==(const AxisRange&) const = default;
};

/// Integers, slices and at most one ellipsis; axes that are not named are taken whole. The empty selection takes everything.
class PELLUCID_API Selection {
 public:
  using Item = std::variant<std::int64_t, Slice, Ellipsis>;

  Selection() = default;
  Selection(std::initializer_list<Item> items);  ///< throws ValueError for a step of 0 or two ellipses
  explicit Selection(std::vector<Item> items);   ///< the same

  /// Reads "[0, :, 3]". Throws ValueError that gives the position of what could not be read.
  static Selection parse(std::string_view text);

  const std::vector<Item>& items() const { return items_; }
  bool is_everything() const;     ///< takes every element and keeps every axis, whatever the shape
  std::string to_string() const;  ///< "[0, :, 3]"; what `parse` reads back to an equal Selection

  /// One range for each axis of `shape`. Throws IndexError for too many items or an index out of range, naming axis and extent.
  std::vector<AxisRange> resolve(const Shape& shape) const;
  Shape result_shape(const Shape& shape) const;  ///< throws as `resolve`

  bool operator==(const Selection&) const = default;

 private:
  std::vector<Item> items_;
};

/// The elements of an axis of `extent` that the slice takes, by Python's rules. Throws ValueError for a step of 0.
PELLUCID_API AxisRange resolve_slice(const Slice& slice, std::int64_t extent);

}  // namespace pellucid::inline v0
