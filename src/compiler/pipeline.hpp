// From a question to what a call runs.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/plan.hpp"

namespace pellucid::inline v0::compiler {

struct CompileOptions {
  /// Names of passes, or of tables of rewrite rules, to leave out; needed passes are run all the same.
  std::set<std::string, std::less<>> without = {};
  bool verify = false;  ///< the program, after each pass that makes or changes it
  PlanOptions plan = {};
};

struct PassTime {
  std::string_view name;
  double seconds = 0;
};

struct Compilation {
  Question question;
  Bindings sizes;  // of unknowns that this program is made for; the others are given with each call
  Plan plan;
  std::vector<PassTime> times;
};

/// Throws what the graph's own rules throw when sizes do not fit.
Compilation compile(Question question, const Bindings& sizes, const CompileOptions& options);

/// The passes in order, for documents and switches.
std::vector<std::string_view> pass_names();

/// Verifies between passes: in debug builds, and where PELLUCID_VERIFY is set.
CompileOptions default_options();

}  // namespace pellucid::inline v0::compiler
