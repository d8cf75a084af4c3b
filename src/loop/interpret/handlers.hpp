// The functions that instructions call, chosen once by operation and dtype.
#pragma once

#include "loop/interpret/code.hpp"

namespace pellucid::inline v0::loop {

Handler arithmetic_handler(Operation operation, DType dtype);  // of the arguments; add to sign, comparisons, logic
Handler function_handler(Operation operation, DType dtype);    // square_root to round
Handler cast_handler(DType from, DType to);
Handler fold_handler(Reduction reduction, DType dtype);  // to = reduction of from[0] and from[1]
Handler load_handler(DType dtype, bool checked);
Handler store_handler(DType dtype, Write write, bool checked);  // of from[0]
Handler add_exactly_handler(DType dtype, bool checked);         // of from[0], with a rest; floats that are their own accumulator

void run_choice(Code& code, const Instruction& instruction);     // select: from[0] is the condition
void run_fold(Code& code, const Instruction& instruction);       // reduce, but for
Handler summation_handler(DType dtype);                          // sums of floats: from[0] is the body
void run_philox(Code& code, const Instruction& instruction);     // from[0] is the word itself
void run_forget(Code& code, const Instruction& instruction);     // `to`: the slot that says whether a part on demand is there
void run_on_demand(Code& code, const Instruction& instruction);  // runs place from[0] unless slot `to` says it is there

Slot constant_slot(const ExpressionNode& constant);
Slot neutral_slot(Reduction reduction, DType dtype);

}  // namespace pellucid::inline v0::loop
