// Dense: activation(x W + b) on the last axis.
#include <pellucid/layers.hpp>

#include "nn/layers/checks.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/contraction.hpp"

namespace pellucid::inline v0 {
namespace {

class DenseDefinition : public LayerDefinition {
 public:
  DenseDefinition(std::int64_t units, DenseOptions options) : units_(units), options_(std::move(options)) {}

  std::string_view kind() const override { return "Dense"; }
  std::string activation_name() const override { return options_.activation.name(); }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<DenseDefinition>(units_, options_); }

  void build(LayerBuilder& builder, const std::vector<Type>& inputs) override {
    check_input_count(builder.layer_name(), "Dense", inputs.size(), 1);
    check_least_rank(builder.layer_name(), "Dense", inputs[0], 2);
    kernel_ = builder.weight("kernel", {inputs[0].dims.back(), units_}, options_.kernel_initializer);
    if (options_.use_bias) bias_ = builder.weight("bias", {units_}, options_.bias_initializer);
  }

  Variables call(LayerCall& call, const Variables& inputs) override {
    check_input_count(call.layer_name(), "Dense", inputs.size(), 1);
    check_last_axis(call.layer_name(), "Dense", inputs[0].type(), kernel_.variable().dims()[0]);
    Variable z = dot_last(inputs[0], kernel_);
    if (bias_) z = z + bias_.variable();
    return {options_.activation(call.place("pre_activation", z))};
  }

 private:
  std::int64_t units_;
  DenseOptions options_;
  SharedVariable kernel_, bias_;
};

}  // namespace

Dense::Dense(const Dim& units, const DenseOptions& options)
    : Layer(std::make_shared<DenseDefinition>(check_positive("Dense", "units", units), options), options.name, options.trainable) {}

}  // namespace pellucid::inline v0
