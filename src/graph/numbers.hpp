// Numbers beside values: they have no dtype of their own.
#pragma once

#include "graph/op.hpp"

namespace pellucid::inline v0 {

/// The dtype that the numbers among the operands of `op` take.
DType dtype_of_numbers(const Op& op, const std::vector<Operand>& operands);

/// Throws ValueError naming the op where an integer dtype does not hold the number.
void require_number_fits(const Op& op, double number, DType dtype);

}  // namespace pellucid::inline v0
