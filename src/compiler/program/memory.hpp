// Where temporaries lie in the arena of a call: values that never live at the same time may share memory.
#pragma once

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// Sets the arena offsets of temporaries, and the size of the arena. Unknown sizes make the offsets expressions, and sharing rarer.
void plan_memory(loop::Program& program);

/// From when to when each buffer holds something, in statements numbered in the order of the text; -1, -1 for buffers that nothing uses.
struct Lifetime {
  int first = -1, last = -1;
};
std::vector<Lifetime> lifetimes_of(const loop::Program& program);

}  // namespace pellucid::inline v0::compiler
