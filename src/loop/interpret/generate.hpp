// From expressions to code.
#pragma once

#include <cstdint>
#include <vector>

#include "loop/interpret/code.hpp"
#include "loop/interpret/memory.hpp"

namespace pellucid::inline v0::loop {

/// The slot in which code expects the position of a loop around it.
struct LoopSlot {
  std::uint64_t axis;
  int slot;
};

/// Code made once in a call for a kernel or for some expressions, run as often as the loops around it turn.
struct Generated {
  Code code;
  std::vector<LoopSlot> around;
};

/// What a call makes code for.
struct Context {
  const Memory& memory;
  const Bindings& bindings;
  std::vector<Axis> loops;  // around the statement
  bool checked = true;
};

Generated generate(const Kernel& kernel, const Context& context);
/// No loops and no stores: `roots` hold the values after run().
Generated generate(const Expressions& expressions, const Context& context);

}  // namespace pellucid::inline v0::loop
