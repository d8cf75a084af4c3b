// What the graph alone says about how large and how small numbers are.
#pragma once

#include <limits>
#include <optional>

#include "graph/node.hpp"

namespace pellucid::inline v0 {

/// The number that every element of `x` is, where the graph says so: a literal, or one repeated.
std::optional<double> filled(const Variable& x);
inline bool is_filled(const Variable& x, double value) {
  const auto all = filled(x);
  return all && *all == value;
}

/// least <= |x| <= greatest for each element of a value. Without a finite `greatest` nothing is known against infinities and NaN; elements that
/// are NaN may then lie outside.
struct Magnitude {
  double least = 0, greatest = std::numeric_limits<double>::infinity();
  bool is_finite() const { return greatest < std::numeric_limits<double>::infinity(); }  // no element is infinite or NaN
  bool is_never_zero() const { return least > 0; }
};
Magnitude magnitude(const Variable& x);

}  // namespace pellucid::inline v0
