// The kernels that are measured, as loop programs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::kernels {

struct Case {
  std::string name;
  double operations = 0;  // of one call
  loop::Program program;
};

/// Everything that is measured, in the order in which it is printed.
std::vector<Case> all_cases();

/// One training step of a net of these widths with relu, mean squared error and Adam, batch 10, as a planner without much wit would write it.
Case training_step(std::vector<std::int64_t> widths);

}  // namespace pellucid::kernels
