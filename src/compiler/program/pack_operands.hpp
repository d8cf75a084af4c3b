// Small matrices that a sum of products reads across their rows are copied the other way round first.
#pragma once

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

/// Elements of a matrix that stays in the first level cache beside what is computed with it.
inline constexpr double small_matrix = 4096;

/// Where each element is used for many rows, so that the copy is a small part of the work. Changes no bit.
void pack_operands(loop::Program& program, const Bindings& typical = {});

}  // namespace pellucid::inline v0::compiler
