// What the operations of the loop language are called, and what they take.
#pragma once

#include <string>
#include <string_view>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

std::string_view spelling(Operation operation);  // "floor_divide"
std::string_view spelling(Reduction reduction);  // "sum"
int arity(Operation operation);                  // arguments it takes; -1: as many as the buffer has dimensions

constexpr bool between(Operation first, Operation operation, Operation last) { return first <= operation && operation <= last; }
constexpr bool is_leaf(Operation operation) { return operation <= Operation::size; }
constexpr bool is_binary(Operation operation) { return between(Operation::add, operation, Operation::polygamma); }
constexpr bool is_function(Operation operation) { return between(Operation::square_root, operation, Operation::round); }  // floats only
constexpr bool is_on_bits(Operation operation) {                                                                          // integers only
  return between(Operation::bitwise_and, operation, Operation::right_shift) || operation == Operation::bitwise_not;
}
constexpr bool is_comparison(Operation operation) { return between(Operation::less, operation, Operation::not_equal); }
constexpr bool accumulates(Reduction reduction) { return reduction == Reduction::sum || reduction == Reduction::product; }

/// The typing rule that the node breaks, as a clause ("add takes arguments of one dtype, got float32 and int64"); empty when it breaks none.
std::string broken_type_rule(const ExpressionNode& node);

}  // namespace pellucid::inline v0::loop
