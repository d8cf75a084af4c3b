// What a derivative is taken by. A recurrent layer's value is by the place inside its scan: later steps see the change.
#pragma once

#include <functional>

#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// Takes derivatives by `wrt`: `derive` gets targets that stand in the graph of `of`, and gives one result each, whose axes of wrt are the last
/// ones. Values inside scans come back [batch, time, ...], and selections are applied to the results.
Variables by_targets(const Variable& of, const Targets& wrt, const std::function<Variables(const Targets&)>& derive);

}  // namespace pellucid::inline v0
