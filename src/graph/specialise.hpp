// The same graph with unknown dims made known, and perhaps in float64: what is evaluated and compiled is always such a graph.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>

#include "graph/walk.hpp"

namespace pellucid::inline v0 {

struct Specialisation {
  std::map<std::string, Dim, std::less<>> dims = {};             // unknown to its value
  bool float64 = false;                                          // every float32 becomes float64: literals with all their digits
  std::function<Variable(const Variable& leaf)> leaf = nullptr;  // what stands for an input or a shared variable; absent: itself
};

/// `known` gives and receives old to new. Inputs that are kept get the new type, under a new identity when it differs.
Variables specialise(const Variables& outputs, const Specialisation& how, std::unordered_map<Variable, Variable>& known);

/// Binds the unknowns of `dims` so that they equal `shape`. Throws ShapeError naming `where`, the axis, what was expected (with what bound an
/// unknown before) and what was received.
void bind_dims(const Dims& dims, const Shape& shape, Bindings& bindings, const std::string& where);

}  // namespace pellucid::inline v0
