// SimpleRNN: Elman 1990.
#include "nn/layers/checks.hpp"
#include "nn/layers/recurrent.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/contraction.hpp"

namespace pellucid::inline v0 {
namespace {

class SimpleRNNDefinition : public RecurrentDefinition {
 public:
  using RecurrentDefinition::RecurrentDefinition;
  std::string_view kind() const override { return "SimpleRNN"; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<SimpleRNNDefinition>(units_, options_); }

 private:
  std::vector<std::string> state_names() const override { return {"hidden_state"}; }

  void build_weights(LayerBuilder& builder, const Dim& features) override {
    kernel_ = builder.weight("kernel", {features, units_}, options_.kernel_initializer);
    recurrent_kernel_ = builder.weight("recurrent_kernel", {units_, units_}, options_.recurrent_initializer);
    if (options_.use_bias) bias_ = builder.weight("bias", {units_}, options_.bias_initializer);
  }

  Variables step(StepNames& name, const Variable& x, const Variables& states) const override {
    Variable z = dot_last(x, kernel_) + dot_last(states[0], recurrent_kernel_);
    if (bias_) z = z + bias_.variable();
    return {name.state(0, options_.activation(name("pre_activation", z)))};
  }
};

}  // namespace

SimpleRNN::SimpleRNN(const Dim& units, const RecurrentOptions& options)
    : Layer(std::make_shared<SimpleRNNDefinition>(check_positive("SimpleRNN", "units", units), checked("SimpleRNN", options)), options.name,
            options.trainable) {}

}  // namespace pellucid::inline v0
