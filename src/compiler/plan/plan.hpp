// From a graph to a loop program: what is stored and what is fused, in which loops, in which order and where in memory.
#pragma once

#include <memory>
#include <vector>

#include "compiler/question.hpp"
#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// A program, and what its buffers stand for.
struct Plan {
  struct State {
    std::shared_ptr<SharedState> state;
    int buffer = -1;
    bool is_updated = false;
  };
  struct Constant {
    Array value;
    int buffer = -1;
  };
  loop::Program program;
  std::vector<int> inputs;   // the buffer of each input of the question; -1 where nothing needs it
  std::vector<int> outputs;  // of each output, then of each read
  std::vector<State> states;
  std::vector<Constant> constants;
};

struct PlanOptions {
  bool fuse = true;       // false: every node is a kernel of its own
  bool in_place = true;   // updates may write straight into the state
  Bindings typical = {};  // about what the unknowns are that stay unknown: what is stored, products and schedules are chosen for that
};

/// The question is free of places and composites; its dims may be unknown. Buffers have no memory yet (memory.hpp).
Plan make_plan(const Question& question, const PlanOptions& options = {});

}  // namespace pellucid::inline v0::compiler
