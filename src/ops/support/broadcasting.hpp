// NumPy's broadcasting: extents are aligned from the last axis, and an extent of 1 stretches. Two different unknowns do not fit each other,
// though they may turn out equal: what a graph means must not depend on a call.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

/// The common shape of all; throws ShapeError naming the op and what it received.
Dims common_dims(const Op& op, const Variables& inputs);
/// The dtype that holds what all of them hold.
DType common_dtype(const Variables& inputs);
/// The common shape of two; throws ShapeError naming `where` and both.
Dims broadcast_dims(const Dims& a, const Dims& b, const std::string& where);

/// `x` stretched to `dims`. Throws ShapeError.
Variable broadcast_to(const Variable& x, const Dims& dims);

/// `size` times `x` along a new axis at that place of the result.
Variable repeat_along(const Variable& x, std::size_t axis, const Dim& size);
/// `x` with the leading axis of a batch: as it is when it has it, else repeated.
Variable with_leading(const Variable& x, bool has_it, const Dim& size);
/// All inputs of a rule for batches with the leading axis.
Variables all_with_leading(const Variables& inputs, const std::vector<bool>& batched, const Dim& size);

}  // namespace pellucid::inline v0
