// Equal expressions as one: what a kernel computes twice at one index is then computed once.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "loop/expression.hpp"

namespace pellucid::inline v0::compiler {

class Canonical {
 public:
  /// The first expression seen that is made alike of the same parts. Reductions count as alike only when they are one object, since their axes are
  /// their own.
  loop::Expression of(const loop::Expression& expression);
  loop::Expressions of(const loop::Expressions& expressions);

 private:
  struct Hash {
    std::size_t operator()(const loop::Expression& expression) const;
  };
  struct Alike {
    bool operator()(const loop::Expression& a, const loop::Expression& b) const;
  };
  std::unordered_set<loop::Expression, Hash, Alike> table_;
  std::unordered_map<const loop::ExpressionNode*, loop::Expression> known_;
  std::vector<loop::Expression> held_;  // what known_ points to
};

}  // namespace pellucid::inline v0::compiler
