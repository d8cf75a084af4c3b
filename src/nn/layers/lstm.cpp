// LSTM: Hochreiter and Schmidhuber 1997 with the forget gate of Gers, Schmidhuber and Cummins 2000, as Keras computes it.
#include "nn/layers/checks.hpp"
#include "nn/layers/recurrent.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

class LSTMDefinition : public RecurrentDefinition {
 public:
  using RecurrentDefinition::RecurrentDefinition;
  std::string_view kind() const override { return "LSTM"; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<LSTMDefinition>(units_, options_); }

 private:
  std::vector<std::string> state_names() const override { return {"hidden_state", "cell_state"}; }
  std::int64_t gates() const override { return 4; }

  // Ones for the forget gate (Jozefowicz et al. 2015).
  Initializer bias_initializer() const override {
    if (!options_.unit_forget_bias) return options_.bias_initializer;
    return {"unit_forget_bias", [rest = options_.bias_initializer, units = units_](const Shape& shape, std::uint64_t) {
              Array bias = rest(shape);
              for (std::int64_t i = units; i < 2 * units; ++i) bias.set({i}, 1.0);
              return bias;
            }};
  }

  Variables step(StepNames& name, const Dropped& x, const Dropped& hidden, const Variables& states) const override {
    Variable z = product(x, kernel_) + product(hidden, recurrent_kernel_);
    if (bias_) z = z + bias_.variable();
    const auto opened = [&](const std::string& gate_name, std::int64_t k, const ActivationFunction& activation) {
      return name(gate_name, activation(name(gate_name + "/pre_activation", gate(z, k))));
    };
    const Variable input_gate = opened("input_gate", 0, options_.recurrent_activation);
    const Variable forget_gate = opened("forget_gate", 1, options_.recurrent_activation);
    const Variable candidate = opened("candidate", 2, options_.activation);
    const Variable output_gate = opened("output_gate", 3, options_.recurrent_activation);
    const Variable cell = name.state(1, forget_gate * states[1] + input_gate * candidate);
    return {name.state(0, output_gate * options_.activation(cell)), cell};
  }
};

}  // namespace

LSTM::LSTM(const Dim& units, const RecurrentOptions& options)
    : Layer(std::make_shared<LSTMDefinition>(check_positive("LSTM", "units", units), checked("LSTM", options)), options.name,
            options.trainable) {}

}  // namespace pellucid::inline v0
