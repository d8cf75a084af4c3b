// SimpleRNN: Elman 1990.
#include "nn/layers/checks.hpp"
#include "nn/layers/recurrent.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

class SimpleRNNDefinition : public RecurrentDefinition {
 public:
  using RecurrentDefinition::RecurrentDefinition;
  std::string_view kind() const override { return "SimpleRNN"; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<SimpleRNNDefinition>(units_, options_); }

 private:
  std::vector<std::string> state_names() const override { return {"hidden_state"}; }
  std::int64_t gates() const override { return 1; }

  Variables step(StepNames& name, const Dropped& x, const Dropped& hidden, const Variables& /*states*/) const override {
    Variable z = product(x, kernel_) + product(hidden, recurrent_kernel_);
    if (bias_) z = z + bias_.variable();
    return {name.state(0, options_.activation(name("pre_activation", z)))};
  }
};

}  // namespace

SimpleRNN::SimpleRNN(const Dim& units, const RecurrentOptions& options)
    : Layer(std::make_shared<SimpleRNNDefinition>(check_positive("SimpleRNN", "units", units), checked("SimpleRNN", options)), options.name,
            options.trainable) {}

}  // namespace pellucid::inline v0
