// Several steps that count as one: refused in the middle, they leave no trace.
#pragma once

#include <vector>

#include <pellucid/function.hpp>

namespace pellucid::inline v0 {

/// The variables that these updates change, when a step over `values` may be refused for what its data hold (an index outside its axis), or for
/// extents that only a batch tells, which is not known before it runs; else none.
std::vector<SharedVariable> states_at_risk(const Variables& values, const Updates& updates);

/// Runs the steps; when one throws, the states get back the values that they had before.
template <class Steps>
void all_or_nothing(const std::vector<SharedVariable>& states, const Steps& steps) {
  std::vector<Array> before;
  for (const SharedVariable& state : states) before.push_back(state.get_value());
  try {
    steps();
  } catch (...) {
    for (std::size_t i = 0; i < states.size(); ++i) states[i].set_value(before[i]);
    throw;
  }
}

}  // namespace pellucid::inline v0
