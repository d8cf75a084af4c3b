// What the interpreter runs: lists of instructions for a register machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "loop/interpret/memory.hpp"
#include "loop/interpret/slot.hpp"
#include "loop/program.hpp"

namespace pellucid::inline v0::loop {

struct Code;
struct Instruction;
using Handler = void (*)(Code&, const Instruction&);

struct Instruction {
  Handler run = nullptr;
  int to = -1;                          // the slot of the result
  std::array<int, 3> from{-1, -1, -1};  // slots
  int detail = -1;                      // position in one of the lists of Code
  const Block* block = nullptr;         // of loads and stores
  const Block* rest = nullptr;          // of stores that keep what rounding cuts off
};

/// One dimension of an element: the slot of its index.
struct Step {
  int slot;
  std::int64_t extent, stride;
};

/// The choices of a select: places, and the slots of their results.
struct Choice {
  int then, otherwise;
  int then_slot, otherwise_slot;
};

struct LoopLevel {
  int place, slot;
  std::int64_t extent;
};

/// A reduction: its loops, and how the value of its body is folded into the result; sums of floats have a way of their own.
struct Fold {
  std::vector<LoopLevel> loops;
  Slot neutral;
  Instruction combine;
};

struct Code {
  std::string name;  // of the kernel, for messages
  std::vector<Slot> slots;
  std::vector<std::vector<Instruction>> places;  // each a stretch that runs as one
  std::vector<Step> steps;                       // of loads and stores, one a dimension
  std::vector<Choice> choices;
  std::vector<Fold> folds;
  std::vector<std::array<int, 6>> blocks;  // of philox: counter and key

  std::vector<LoopLevel> loops;  // of the kernel; place 0 is what runs before them
  std::vector<int> roots;        // the slots of the expressions it was made from
  std::vector<Instruction> stores;

  void run_place(int place) {
    for (const Instruction& instruction : places[static_cast<std::size_t>(place)]) instruction.run(*this, instruction);
  }
  /// Everything: all points of the kernel's loops, with its stores.
  void run();

 private:
  void run_loops(std::size_t level);
};

}  // namespace pellucid::inline v0::loop
