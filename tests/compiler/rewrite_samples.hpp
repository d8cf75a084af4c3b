// What each rewrite rule is tried on. A new rule gets a line in rewrite_samples.cpp; a test fails for one that has none.
#pragma once

#include <string_view>
#include <vector>

#include <pellucid/variable.hpp>

#include "compiler/rewrite/rewrite.hpp"

namespace pellucid::inline v0 {

struct RewriteSample {
  std::string_view rule;
  Variables inputs;
  Variable value;  // holds the pattern
};

/// With inputs of these dtypes.
std::vector<RewriteSample> rewrite_samples(DType floats = DType::float64, DType integers = DType::int64);

inline compiler::RewriteReport rewrite_by_all(Variables& values) { return compiler::rewrite(values, compiler::rules::all); }

}  // namespace pellucid::inline v0
