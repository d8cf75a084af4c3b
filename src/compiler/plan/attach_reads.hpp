// How values are read beside the work without changing it.
#pragma once

#include <unordered_set>

#include "compiler/plan/placement.hpp"

namespace pellucid::inline v0::compiler {

/// A value that survives gets a store or a copy; one that is computed on the way at other points, or not at all, is planned on its own from
/// what survives.
Additions attach_reads(const ScopeTask& task, const std::unordered_set<Variable>& given, const Clustering& work);

}  // namespace pellucid::inline v0::compiler
