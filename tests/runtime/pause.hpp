// An op that stops in the middle of a call until the test lets it go on.
#pragma once

#include <atomic>
#include <functional>

#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// The value itself; the call that computes it first runs `when_reached`, which may throw.
Variable pause(const Variable& x);
void set_pause(std::function<void()> when_reached);

}  // namespace pellucid::inline v0
