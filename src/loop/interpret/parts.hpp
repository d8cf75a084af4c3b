// An expression as the interpreter sees it in one call: each computation once, with the loops it is in. One part of an expression becomes
// several when it is used below two reductions over the same axis, since it then has another value in each.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "loop/expression.hpp"

namespace pellucid::inline v0::loop {

/// What gives an axis its value: a loop around the kernel, a kernel's own loop, or that of a reduction.
struct Binder {
  Axis axis;
  std::int64_t extent = 1;
};

struct Part {
  const ExpressionNode* node = nullptr;
  std::vector<int> arguments;  // parts; none of a reduction over nothing
  std::vector<int> depends;    // the binders of its free axes, sorted
  std::vector<int> binds;      // those of a reduction
  bool safe = true;            // may be computed where it is not asked for: it and its arguments load nothing
  bool pinned = false;         // loads what the kernel stores: belongs to its point, whatever it depends on

  bool is_leaf() const { return arguments.empty() && node->operation != Operation::load; }
};

class Parts {
 public:
  /// `stored`: for each buffer whether the kernel stores to it; none when empty.
  Parts(const Bindings& bindings, std::vector<bool> stored) : bindings_(bindings), stored_(std::move(stored)) {}

  int bind(const Axis& axis);             // a loop around all expressions that are added later
  int add(const Expression& expression);  // its part; throws std::logic_error where an axis is bound by nothing

  const std::vector<Binder>& binders() const { return binders_; }
  const std::vector<Part>& all() const { return parts_; }  // arguments before what uses them
  const Bindings& bindings() const { return bindings_; }

 private:
  // The binder of each axis that is in scope; those of a reduction's body lead to those around it.
  struct Scope {
    int around = -1;
    std::vector<int> binders;
  };
  struct Visit;
  struct Known {
    std::vector<int> depends;
    int part;
  };

  std::vector<int> binders_of(const ExpressionNode& node, int scope) const;
  int find(const ExpressionNode& node, int scope) const;  // -1: not there yet
  Visit enter(const Expression& expression, int scope);
  void finish(const Visit& visit);

  const Bindings& bindings_;
  const std::vector<bool> stored_;
  std::vector<Binder> binders_;
  std::vector<Part> parts_;
  std::vector<Scope> scopes_ = {{}};
  std::unordered_map<const ExpressionNode*, std::vector<Known>> known_;
};

}  // namespace pellucid::inline v0::loop
