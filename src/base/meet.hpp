// Extents that meet in an operation: whether they can turn out equal, and which of them the result has.
#pragma once

#include <pellucid/dim.hpp>

namespace pellucid::inline v0 {

/// Whether a call may bring two extents that are equal: known ones are or are not, n and n + 1 never are, two unknowns may be. Of unknown
/// extents that are equal only where there is nothing (n and 2 n) it says no.
bool can_be_equal(const Dim& a, const Dim& b);
bool can_be_equal(const Dims& a, const Dims& b);  ///< each, and as many

/// Of two extents that are to be equal the known one, else the first.
const Dim& met(const Dim& a, const Dim& b);

}  // namespace pellucid::inline v0
