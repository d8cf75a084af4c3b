// The text of constants and sizes, and how tightly each operator binds.
#pragma once

#include <string>
#include <string_view>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

enum Tightness : int { loosest, disjunction, conjunction, comparison, additive, multiplicative, prefix, atom };

struct Infix {
  std::string_view text;  // empty: not written between its arguments
  Tightness tightness;
};
Infix infix(Operation operation);

std::string constant_text(const ExpressionNode& constant);
Tightness tightness_of_leaf(const ExpressionNode& leaf);

}  // namespace pellucid::inline v0::loop
