// Whether examples meet: which axis of a value counts examples, such that each of its slices depends on one example alone.
#pragma once

#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// `batch` is an unknown. True when axis 0 of `of` counts the same examples as axis 0 of each input whose leading extent is `batch`, and no example depends on another.
/// A proof, op by op; false says only that there is none.
bool examples_are_independent(const Variable& of, const Dim& batch);

/// Whether an extent is another one for another number of examples.
bool depends_on(const Dim& extent, const Dim& batch);

}  // namespace pellucid::inline v0
