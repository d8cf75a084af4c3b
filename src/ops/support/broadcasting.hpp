// NumPy's broadcasting: extents are aligned from the last axis, and an extent of 1 stretches. Different extents of which one is unknown meet as
// equal ones: the result has the known one, else the first, and each call checks that they are equal. An unknown never stretches, so that what a
// graph means does not depend on a call.
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

/// `x` with these extents: itself where they are its own, else each call checks that they are. Throws ShapeError where they cannot be.
Variable with_dims(const Variable& x, const Dims& dims);
Variable with_extent(const Variable& x, std::size_t axis, const Dim& extent);
/// Gives two values one extent on these axes where they can have one: the known one, else that of `a`. Leaves them as they are where not.
void make_meet(Variable& a, std::size_t axis_of_a, Variable& b, std::size_t axis_of_b);

/// `size` times `x` along a new axis at that place of the result.
Variable repeat_along(const Variable& x, std::size_t axis, const Dim& size);
/// `x` with the leading axis of a batch: as it is when it has it, else repeated.
Variable with_leading(const Variable& x, bool has_it, const Dim& size);
/// All inputs of a rule for batches with the leading axis.
Variables all_with_leading(const Variables& inputs, const std::vector<bool>& batched, const Dim& size);

}  // namespace pellucid::inline v0
