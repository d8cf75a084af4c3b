#include <cassert>

#include "loop/interpret/handlers.hpp"
#include "loop/summation.hpp"

namespace pellucid::inline v0::loop {

namespace {

Slot& at(Code& code, int slot) { return code.slots[static_cast<std::size_t>(slot)]; }

// Calls `combine` after each computation of the body.
template <class Combine>
void fold_level(Code& code, const Fold& fold, std::size_t level, const Combine& combine) {
  const LoopLevel& loop = fold.loops[level];
  const bool innermost = level + 1 == fold.loops.size();
  for (std::int64_t position = 0; position < loop.extent; ++position) {
    at(code, loop.slot).integer = position;
    code.run_place(loop.place);
    if (innermost) combine();
    else fold_level(code, fold, level + 1, combine);
  }
}

template <std::floating_point V>
void run_summation(Code& code, const Instruction& instruction) {
  const Fold& fold = code.folds[static_cast<std::size_t>(instruction.detail)];
  Summation<V> sum;
  fold_level(code, fold, 0, [&] { sum.add(get<V>(at(code, instruction.from[0]))); });
  set(at(code, instruction.to), sum.total());
}

}  // namespace

void run_choice(Code& code, const Instruction& instruction) {
  const Choice& choice = code.choices[static_cast<std::size_t>(instruction.detail)];
  const bool then = at(code, instruction.from[0]).integer != 0;
  code.run_place(then ? choice.then : choice.otherwise);
  at(code, instruction.to) = at(code, then ? choice.then_slot : choice.otherwise_slot);
}

void run_fold(Code& code, const Instruction& instruction) {
  const Fold& fold = code.folds[static_cast<std::size_t>(instruction.detail)];
  at(code, instruction.to) = fold.neutral;
  fold_level(code, fold, 0, [&] { fold.combine.run(code, fold.combine); });
}

Handler summation_handler(DType dtype) {
  assert(dtype == DType::float32 || dtype == DType::float64);
  return dtype == DType::float32 ? &run_summation<float> : &run_summation<double>;
}

void run_forget(Code& code, const Instruction& instruction) { at(code, instruction.to).integer = 0; }

void run_on_demand(Code& code, const Instruction& instruction) {
  if (at(code, instruction.to).integer != 0) return;
  code.run_place(instruction.from[0]);
  at(code, instruction.to).integer = 1;
}

void Code::run_loops(std::size_t level) {
  if (level == loops.size()) {
    for (const Instruction& store : stores) store.run(*this, store);
    return;
  }
  for (std::int64_t position = 0; position < loops[level].extent; ++position) {
    slots[static_cast<std::size_t>(loops[level].slot)].integer = position;
    run_place(loops[level].place);
    run_loops(level + 1);
  }
}

void Code::run() {
  for (const LoopLevel& loop : loops)
    if (loop.extent <= 0) return;
  run_place(0);
  run_loops(0);
}

}  // namespace pellucid::inline v0::loop
