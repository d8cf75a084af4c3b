// Sliding windows: what `windows` and `overlap_add` share.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

/// Along each of `axes` (ascending), windows begin every `stride` elements; the elements of one lie `dilation` apart.
struct Sliding {
  Axes axes, strides, dilations;
  Attributes attributes() const { return {{"axes", axes}, {"strides", strides}, {"dilations", dilations}}; }
  Sliding with_leading_axis() const;  ///< of a value that got a new axis 0
  /// How many windows of `size` elements begin within `extent`: (extent - (size - 1) dilation - 1) // stride + 1.
  Dim count(std::size_t i, const Dim& extent, const Dim& size) const;
};

/// From the attributes "axes", "strides" and "dilations" (absent: 1). Throws ValueError, IndexError.
Sliding prepare_sliding(const Op& op, const Attributes& attributes, std::size_t rank);
Sliding sliding_of(const Apply& node);

/// Throws ValueError unless there is one value above 0 for each of `count` axes.
void require_positive(const Op& op, std::string_view what, const Axes& values, std::size_t count);

}  // namespace pellucid::inline v0
