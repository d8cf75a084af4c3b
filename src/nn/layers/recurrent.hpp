// What recurrent layers share: the scan, masks, states, sequences. A cell says only what one step computes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pellucid/layers.hpp>

#include "graph/scan.hpp"

namespace pellucid::inline v0 {

/// The states before a step, with their names, and which examples the step is real for (bool [batch]) where there is a mask.
struct StatesBefore {
  const std::vector<std::string>& names;
  Variables values;
  std::optional<Variable> mask = {};
};

/// Names the values of one step, inside the scan's body.
class StepNames {
 public:
  StepNames(LayerCall& call, StatesBefore before) : call_(call), before_(std::move(before)) {}
  /// The place of the value in the body; use it in the value's stead.
  Variable operator()(std::string_view name, const Variable& value) {
    const Variable inside = call_.inner_place(name, value);
    named_.emplace_back(name, inside);
    return inside;
  }
  /// The same for state number `which` after the step, which a masked step leaves as it was. What else the step makes of the state is made of
  /// this place, so that a derivative by the state sees it.
  Variable state(std::size_t which, const Variable& after);
  const std::vector<std::pair<std::string, Variable>>& named() const { return named_; }

 private:
  LayerCall& call_;
  StatesBefore before_;
  std::vector<std::pair<std::string, Variable>> named_;
};

/// What enters the products of a step, with the parts dropped that training drops: by no mask, one for all gates, or one for each gate.
class Dropped {
 public:
  Dropped(Variable value, Variables masks) : value_(std::move(value)), masks_(std::move(masks)) {}
  bool differs_by_gate() const { return masks_.size() > 1; }
  Variable for_gate(std::int64_t k) const;  ///< 0 where they do not differ

 private:
  Variable value_;
  Variables masks_;
};

RecurrentOptions checked(std::string_view kind, const RecurrentOptions& options);  // ValueError for rates outside [0, 1]

/// A recurrent layer but for its cell: loop, masks, states and outputs.
class RecurrentDefinition : public LayerDefinition {
 public:
  RecurrentDefinition(std::int64_t units, RecurrentOptions options) : units_(units), options_(std::move(options)) {}
  std::string activation_name() const override { return options_.activation.name(); }
  Variables call(LayerCall& call, const Variables& inputs) override;
  void build(LayerBuilder& builder, const std::vector<Type>& inputs) override;
  bool passes_mask() const override { return options_.return_sequences; }

 protected:
  /// "hidden_state" first: the output is that state.
  virtual std::vector<std::string> state_names() const = 0;
  virtual std::int64_t gates() const = 0;  ///< of units each, side by side in the kernels
  virtual Dims bias_dims() const { return {gates() * units_}; }
  virtual Initializer bias_initializer() const { return options_.bias_initializer; }
  /// The new states, each from `name.state`, of the states and what products take: x [batch, features] and the hidden state.
  virtual Variables step(StepNames& name, const Dropped& x, const Dropped& hidden, const Variables& states) const = 0;

  /// Columns [k * units, (k + count) * units) of the last axis.
  Variable gate(const Variable& all, std::int64_t k, std::int64_t count = 1) const;
  /// The product with a kernel that holds the columns of the first gates, or of all.
  Variable product(const Dropped& value, const Variable& kernel) const;

  std::int64_t units_;
  RecurrentOptions options_;
  SharedVariable kernel_, recurrent_kernel_, bias_;

 private:
  Variable initial_state(LayerCall& call, const std::string& name, const Variables& inputs, std::size_t which) const;
};

}  // namespace pellucid::inline v0
