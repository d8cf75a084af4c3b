// Int64 expressions as constant + sum of coefficient * part, the parts being what is not itself a sum: the form index arithmetic is done in.
#pragma once

#include <optional>
#include <vector>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

struct Linear {
  struct Part {
    Expression of;
    Dim coefficient;  // not 0
  };
  std::vector<Part> parts;  // no two of the same expression, in the order of a reader
  Dim constant;

  void add(const Expression& part, const Dim& coefficient);
  void add(const Linear& other, const Dim& factor);
};

/// Nothing for other dtypes, for coefficients beyond 64 bits and for sums too long to be indices.
std::optional<Linear> find_linear(const Expression& expression);

/// The expression of a linear form.
Expression expression_of(const Linear& linear);

/// Whether both are the same computation; false too when they are too large to tell.
bool same(const Expression& a, const Expression& b);

}  // namespace pellucid::inline v0::loop
