// Formulas over Variables for rules and composites: operators, casts, constants of a shape.
#pragma once

#include <concepts>

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

/// Two operands of which at least one is a Variable; the other may be a number.
template <class A, class B>
concept Combined = (std::same_as<A, Variable> || std::same_as<B, Variable>) && std::convertible_to<const A&, Operand> &&
                   std::convertible_to<const B&, Operand>;

template <class A, class B>
  requires Combined<A, B>
Variable operator+(const A& a, const B& b) {
  return vocabulary::add(a, b);
}
template <class A, class B>
  requires Combined<A, B>
Variable operator-(const A& a, const B& b) {
  return vocabulary::subtract(a, b);
}
template <class A, class B>
  requires Combined<A, B>
Variable operator*(const A& a, const B& b) {
  return vocabulary::multiply(a, b);
}
template <class A, class B>
  requires Combined<A, B>
Variable operator/(const A& a, const B& b) {
  return vocabulary::divide(a, b);
}
inline Variable operator-(const Variable& x) { return vocabulary::negate(x); }

/// `x` in that dtype: itself where it has it, and a number keeps all its digits.
Variable cast_to(const Variable& x, DType dtype);

Variable full(double value, const Type& type);
inline Variable zeros(const Type& type) { return full(0, type); }
inline Variable zeros_like(const Variable& x) { return full(0, x.type()); }
inline Variable ones_like(const Variable& x) { return full(1, x.type()); }

}  // namespace pellucid::inline v0
