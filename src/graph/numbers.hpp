// Numbers beside values: they have no dtype of their own.
#pragma once

#include "graph/op.hpp"

namespace pellucid::inline v0 {

/// The dtype that the numbers among the operands of `op` take.
DType dtype_of_numbers(const Op& op, const std::vector<Operand>& operands);

/// The number in that dtype, with all its digits, shape []. Throws ValueError naming the op where an integer dtype does not hold it.
Array number_as(const Op& op, const Operand& operand, DType dtype);

}  // namespace pellucid::inline v0
