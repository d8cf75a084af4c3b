// What is compiled: a graph over inputs, shared variables and constants.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "graph/node.hpp"
#include "graph/requirements.hpp"

namespace pellucid::inline v0::compiler {

struct Question {
  std::string name;
  Variables inputs;
  Variables outputs;
  std::vector<std::pair<Variable, Variable>> updates;   // a shared variable, its new value
  Requirements requirements = {};                       // what each call checks of its extents
  std::map<std::string, Dim, std::less<>> solved = {};  // unknowns that are others, or numbers, by these
  Variables reads;  // outputs beside the others, planned after them and without changing how they are computed
};

/// All that is computed: outputs, new values, reads.
Variables all_values(const Question& question);
void set_values(Question& question, const Variables& values);  ///< in the same order

}  // namespace pellucid::inline v0::compiler
