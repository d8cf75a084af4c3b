// y brought into the rank that a prediction has: a column is never broadcast against a row.
#pragma once

#include <utility>

#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// Whether the last axis holds one number.
bool ends_in_one(const Variable& x);

/// Both with the last axis over which losses take their mean: [batch] becomes [batch, 1], in y also where only y lacks it.
std::pair<Variable, Variable> as_columns(const Variable& y, const Variable& prediction);

}  // namespace pellucid::inline v0
