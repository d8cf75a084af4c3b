// What operations on the bits of integers share. They are constant between their jumps, as all functions of integers.
#pragma once

#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

void prepare_bits(const Op& op, Variables& inputs, Attributes& attributes);   // integers of one dtype, or bool
void prepare_shift(const Op& op, Variables& inputs, Attributes& attributes);  // the same, bool to int64

struct BitOp : Elementwise {
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static constexpr auto prepare = prepare_bits;
  using derivative = Zero;
};

struct ShiftOp : Elementwise {
  static constexpr std::array<std::string_view, 2> inputs = {"x", "count"};
  static constexpr auto prepare = prepare_shift;
  using derivative = Zero;
};

/// The bits of integers by the first, truth values by the second.
inline Expression on_bits(Operation of_integers, Operation of_bools, const Expressions& x) {
  return loop::apply(x[0]->dtype == DType::boolean ? of_bools : of_integers, x);
}

}  // namespace pellucid::inline v0
