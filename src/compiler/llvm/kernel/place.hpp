// Where in a buffer a load or store goes: the flat index as a sum of axes and other integers times strides.
#pragma once

#include <cstdint>
#include <vector>

#include "loop/program.hpp"

namespace pellucid::inline v0::compiler {

struct Place {
  struct Part {
    loop::Expression atom;  // an index, or an integer that is no sum
    Dim coefficient;        // elements
  };
  int buffer = -1;
  std::vector<Part> parts;  // no two of one axis
  Dim constant;
};

Place find_place(int buffer, const loop::Expressions& indices, const std::vector<loop::Buffer>& buffers);

/// True when each index is known to lie in its dimension, so that the load needs no guard.
bool always_inside(int buffer, const loop::Expressions& indices, const std::vector<loop::Buffer>& buffers);

/// True when all values of the int64 are known to be those of an int32.
bool fits_int32(const loop::Expression& expression);

/// True when the buffer has, for certain, fewer elements than 2^31.
bool is_small(const loop::Buffer& buffer);

/// Does the expression depend on the axis?
bool depends(const loop::ExpressionNode& node, std::uint64_t axis);

}  // namespace pellucid::inline v0::compiler
