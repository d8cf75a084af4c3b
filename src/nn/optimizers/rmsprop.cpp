// RMSprop: Hinton 2012, lecture 6e; centered: Graves 2013, "Generating sequences with recurrent neural networks".
#include <pellucid/training.hpp>

#include "nn/optimizers/checks.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

class RMSpropDefinition : public OptimizerDefinition {
 public:
  explicit RMSpropDefinition(const RMSpropOptions& options) : OptimizerDefinition(options.learning_rate), options_(options) {
    check_below_one("RMSprop", "rho", options.rho);
    check_at_most_one("RMSprop", "momentum", options.momentum);
    check_not_negative("RMSprop", "epsilon", options.epsilon);
  }
  std::string_view name() const override { return "rmsprop"; }
  std::shared_ptr<OptimizerDefinition> fresh() const override { return std::make_shared<RMSpropDefinition>(options_); }

  Updates updates(const std::vector<SharedVariable>& weights, const Variables& gradients) override {
    const bool has_momentum = options_.momentum > 0;
    for (const SharedVariable& weight : weights) slot("velocity", weight);
    for (const SharedVariable& weight : weights)
      if (has_momentum) slot("momentum", weight);
    Updates all;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Variable& w = weights[i];
      const Variable& g = gradients[i];
      const auto running = [&](std::string_view name, const Variable& value) {
        const SharedVariable slot = this->slot(name, weights[i]);
        all.emplace_back(slot, slot.variable() * options_.rho + value * (1 - options_.rho));
        return all.back().second;
      };
      Variable d = running("velocity", vocabulary::square(g)) + options_.epsilon;
      if (options_.centered) d = d - vocabulary::square(running("average_gradient", g));
      Variable step = g * learning_rate().variable() / vocabulary::square_root(d);
      if (has_momentum) {
        const SharedVariable slot = this->slot("momentum", weights[i]);
        step = slot.variable() * options_.momentum + step;
        all.emplace_back(slot, step);
      }
      all.emplace_back(weights[i], w - step);
    }
    return all;
  }

 private:
  RMSpropOptions options_;
};

}  // namespace

Optimizer RMSprop(const RMSpropOptions& options) { return Optimizer(std::make_shared<RMSpropDefinition>(options)); }

}  // namespace pellucid::inline v0
