// Adam: Kingma and Ba 2015, "Adam: a method for stochastic optimization"; amsgrad: Reddi, Kale and Kumar 2018.
#include <cmath>
#include <numbers>

#include <pellucid/training.hpp>

#include "nn/optimizers/checks.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

class AdamDefinition : public OptimizerDefinition {
 public:
  explicit AdamDefinition(const AdamOptions& options) : OptimizerDefinition(options.learning_rate), options_(options) {
    check_below_one("Adam", "beta_1", options.beta_1);
    check_below_one("Adam", "beta_2", options.beta_2);
    check_not_negative("Adam", "epsilon", options.epsilon);
  }
  std::string_view name() const override { return "adam"; }
  std::shared_ptr<OptimizerDefinition> fresh() const override { return std::make_shared<AdamDefinition>(options_); }

  Updates updates(const std::vector<SharedVariable>& weights, const Variables& gradients) override {
    const Variable rate = corrected_rate();
    Updates all;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const SharedVariable momentum = slot("momentum", weights[i]), velocity = slot("velocity", weights[i]);
      const Variable& g = gradients[i];
      const Variable m = momentum.variable() + (g - momentum.variable()) * (1 - options_.beta_1);
      const Variable v = velocity.variable() + (vocabulary::square(g) - velocity.variable()) * (1 - options_.beta_2);
      all.emplace_back(momentum, m);
      all.emplace_back(velocity, v);
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Variable m = all[2 * i].second;
      Variable v = all[2 * i + 1].second;
      if (options_.amsgrad) {
        const SharedVariable largest = slot("velocity_hat", weights[i]);
        v = vocabulary::maximum(largest.variable(), v);
        all.emplace_back(largest, v);
      }
      all.emplace_back(weights[i], weights[i].variable() - m * rate / (vocabulary::square_root(v) + options_.epsilon));
    }
    return all;
  }

 private:
  // lr sqrt(1 - beta_2^t) / (1 - beta_1^t), in float64: in float32, 1 - 0.999 has four right digits.
  Variable corrected_rate() const {
    const Variable t = iteration().variable() + 1;
    const auto missing = [&](double beta) {
      return 1 - vocabulary::power(constant(beta, DType::float64), vocabulary::minimum(t, last(beta)));
    };
    return cast_to(learning_rate().variable() * vocabulary::square_root(missing(options_.beta_2)) / missing(options_.beta_1),
                   DType::float32);
  }

  // beta^t rounds 1 - beta^t to 1 from here on. Not going further keeps `power` from numbers where it is slow.
  static double last(double beta) { return beta > 0 ? std::ceil(-64 * std::numbers::ln2 / std::log(beta)) : 1; }

  AdamOptions options_;
};

}  // namespace

Optimizer Adam(const AdamOptions& options) { return Optimizer(std::make_shared<AdamDefinition>(options)); }

}  // namespace pellucid::inline v0
