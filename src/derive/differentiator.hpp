// Derivatives of graphs by the rules of their ops: the walks behind the public functions, and what ops with inner graphs are handed.
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/walk.hpp"

namespace pellucid::inline v0 {

class GraphDifferentiator : public Differentiator {
 public:
  Flows pullback(const Variables& outputs, const Variables& inputs, const Flows& cotangents) override;
  Flows pushforward(const Variables& outputs, const Variables& inputs, const Flows& tangents) override;
  std::pair<Variables, std::vector<bool>> vectorize(const Variables& outputs, const Variables& inputs, const Variables& replacements,
                                                    const std::vector<bool>& batched, const Dim& size) override;
  Flows moved(const Variables& values) override;
  Flows moved_by(const Variables& inputs, const Variables& values) override;

 private:
  Flows pull_through(const Apply& node, const Flows& cotangents);
  Flows push_through(const Apply& node, const Flows& tangents);
  using DeriveInner = std::function<Flows(const Variables& outputs, const Variables& inputs)>;
  static Flows through_inner(const Apply& node, const Flows& flows, const DeriveInner& derive);
  Flows push(const Variables& outputs, const Variables& inputs, const Flows& tangents);
  using Tangents = std::unordered_map<Variable, Variable>;
  Flows walk_forward(const Variables& outputs, Tangents& tangents);
  // Tangents of `outputs` by way of `pull`, which gives cotangents for what has these tangents: it is linear in the cotangents of the outputs, so
  // that they vanish when it is pulled back.
  Flows pulled_twice(const Variables& outputs, const Flows& tangents, const std::function<Flows(const Flows&)>& pull);

  // limits.cpp: of derivatives that are derived again
  std::unordered_set<const Node*> with_limits(const Variables& outputs, const Variables& inputs) const;
  Variables at_limits(const Variables& outputs, const Variables& inputs);
  Flows transposed(const Variables& outputs, const Variables& inputs, const Flows& tangents);
  bool takes_limits_ = true;
  bool leaves_zero_ = false;  // a walk forward adds the speed with which what has no slope at 0 leaves it
  Variables by_;              // what the outermost derivative is by
  Tangents moved_;            // where that moves in one direction
};

/// Says what a derivative is by while it is made, unless it is made for another.
class Outermost {
 public:
  Outermost(Variables& by, std::unordered_map<Variable, Variable>& moved, const Variables& inputs)
      : by_(by), moved_(moved), is_outermost_(by.empty()) {
    if (is_outermost_) by_ = inputs;
  }
  Outermost(const Outermost&) = delete;
  Outermost& operator=(const Outermost&) = delete;
  ~Outermost() {
    if (!is_outermost_) return;
    by_.clear();
    moved_.clear();
  }

 private:
  Variables& by_;
  std::unordered_map<Variable, Variable>& moved_;
  bool is_outermost_;
};

/// The nodes that depend on one of `on`, among these (inputs before users).
std::unordered_set<const Node*> depending(const std::vector<NodePointer>& order, const Variables& on);

/// Cotangents of all values between, for explaining why some have none.
std::unordered_map<Variable, Variable> cotangents_behind(GraphDifferentiator& derive, const Variables& outputs, const Variables& inputs,
                                                         const Flows& cotangents);

/// Whether the op is differentiated as it is computed, in float32, because it has 16-bit floats.
bool is_derived_in_float32(const Apply& node);
/// What flows, in another dtype where it is of floats.
Flows cast_flows(const Flows& flows, const Variables& like);

[[noreturn]] void refuse_undefined(const Op& op);

}  // namespace pellucid::inline v0
