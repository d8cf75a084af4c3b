// Gradient descent; with momentum (Polyak 1964), and looking ahead (Nesterov 1983).
#include <pellucid/training.hpp>

#include "nn/optimizers/checks.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

class SGDDefinition : public OptimizerDefinition {
 public:
  explicit SGDDefinition(const SGDOptions& options) : OptimizerDefinition(options.learning_rate), options_(options) {
    check_at_most_one("SGD", "momentum", options.momentum);
  }
  std::string_view name() const override { return "sgd"; }
  std::shared_ptr<OptimizerDefinition> fresh() const override { return std::make_shared<SGDDefinition>(options_); }

  Updates updates(const std::vector<SharedVariable>& weights, const Variables& gradients) override {
    Updates all;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Variable& w = weights[i];
      const Variable step = gradients[i] * learning_rate().variable();
      if (options_.momentum == 0) {
        all.emplace_back(weights[i], w - step);
        continue;
      }
      const SharedVariable slot = this->slot("momentum", weights[i]);
      const Variable m = slot.variable() * options_.momentum - step;
      all.emplace_back(slot, m);
      all.emplace_back(weights[i], options_.nesterov ? w + (m * options_.momentum - step) : w + m);
    }
    return all;
  }

 private:
  SGDOptions options_;
};

}  // namespace

Optimizer SGD(const SGDOptions& options) { return Optimizer(std::make_shared<SGDDefinition>(options)); }

}  // namespace pellucid::inline v0
