// GRU: Cho et al. 2014; with reset_after the reset gate acts after the product with the recurrent kernel, as in cuDNN.
#include "nn/layers/checks.hpp"
#include "nn/layers/recurrent.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

class GRUDefinition : public RecurrentDefinition {
 public:
  using RecurrentDefinition::RecurrentDefinition;
  std::string_view kind() const override { return "GRU"; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<GRUDefinition>(units_, options_); }

 private:
  std::vector<std::string> state_names() const override { return {"hidden_state"}; }
  std::int64_t gates() const override { return 3; }
  Dims bias_dims() const override { return options_.reset_after ? Dims{2, 3 * units_} : Dims{3 * units_}; }

  Variable with_bias(const Variable& z, std::int64_t row) const {
    if (!bias_) return z;
    return z + (options_.reset_after ? remove_axis(slice_axis(bias_, 0, row, 1), 0) : bias_.variable());
  }

  Variables step(StepNames& name, const Dropped& x, const Dropped& hidden, const Variables& states) const override {
    const auto opened = [&](const std::string& gate_name, const Variable& z, const ActivationFunction& activation) {
      return name(gate_name, activation(name(gate_name + "/pre_activation", z)));
    };
    const bool after = options_.reset_after;
    const Variable from_x = with_bias(product(x, kernel_), 0);
    const Variable from_h = after ? with_bias(product(hidden, recurrent_kernel_), 1) : product(hidden, gate(recurrent_kernel_, 0, 2));
    const Variable update_gate = opened("update_gate", gate(from_x, 0) + gate(from_h, 0), options_.recurrent_activation);
    const Variable reset_gate = opened("reset_gate", gate(from_x, 1) + gate(from_h, 1), options_.recurrent_activation);
    const Variable remembered =
        after ? reset_gate * gate(from_h, 2) : dot_last(reset_gate * hidden.for_gate(2), gate(recurrent_kernel_, 2));
    const Variable candidate = opened("candidate", gate(from_x, 2) + remembered, options_.activation);
    return {name.state(0, update_gate * states[0] + (1 - update_gate) * candidate)};
  }
};

}  // namespace

GRU::GRU(const Dim& units, const RecurrentOptions& options)
    : Layer(std::make_shared<GRUDefinition>(check_positive("GRU", "units", units), checked("GRU", options)), options.name,
            options.trainable) {}

}  // namespace pellucid::inline v0
