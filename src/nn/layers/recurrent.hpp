// What recurrent layers share: the scan, masks, states, sequences. A cell says only what one step computes.
#pragma once

#include <string>
#include <vector>

#include <pellucid/layers.hpp>

#include "graph/scan.hpp"

namespace pellucid::inline v0 {

/// Names the values of one step, inside the scan's body.
class StepNames {
 public:
  explicit StepNames(LayerCall& call) : call_(call) {}
  /// The place of the value in the body; use it in the value's stead.
  Variable operator()(std::string_view name, const Variable& value) {
    const Variable inside = call_.inner_place(name, value);
    named_.emplace_back(name, inside);
    return inside;
  }
  const std::vector<std::pair<std::string, Variable>>& named() const { return named_; }

 private:
  LayerCall& call_;
  std::vector<std::pair<std::string, Variable>> named_;
};

RecurrentOptions checked(std::string_view kind, const RecurrentOptions& options);  // ValueError for rates outside [0, 1]

class RecurrentDefinition : public LayerDefinition {
 public:
  RecurrentDefinition(std::int64_t units, RecurrentOptions options) : units_(units), options_(std::move(options)) {}
  std::string activation_name() const override { return options_.activation.name(); }
  Variables call(LayerCall& call, const Variables& inputs) override;
  void build(LayerBuilder& builder, const std::vector<Type>& inputs) override;
  bool passes_mask() const override { return options_.return_sequences; }

  std::int64_t units() const { return units_; }
  const RecurrentOptions& options() const { return options_; }

 protected:
  /// "hidden_state" first: the output is that state.
  virtual std::vector<std::string> state_names() const = 0;
  virtual void build_weights(LayerBuilder& builder, const Dim& features) = 0;
  /// The new states before any mask, from x [batch, features] and the states; everything but the states themselves is named here.
  virtual Variables step(StepNames& name, const Variable& x, const Variables& states) const = 0;

  /// Columns [k * units, (k + 1) * units) of the last axis.
  Variable gate(const Variable& all, std::int64_t k) const;

  std::int64_t units_;
  RecurrentOptions options_;
  SharedVariable kernel_, recurrent_kernel_, bias_;

 private:
  struct Masks;
  Variable initial_state(LayerCall& call, const std::string& name, const Variables& inputs, std::size_t which) const;
};

}  // namespace pellucid::inline v0
