#include <pellucid/layers.hpp>

#include "nn/layers/checks.hpp"

namespace pellucid::inline v0 {
namespace {

class ActivationDefinition : public LayerDefinition {
 public:
  explicit ActivationDefinition(ActivationFunction activation) : activation_(std::move(activation)) {}
  std::string_view kind() const override { return "Activation"; }
  std::string activation_name() const override { return activation_.name(); }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<ActivationDefinition>(activation_); }
  Variables call(LayerCall& call, const Variables& inputs) override {
    check_input_count(call.layer_name(), kind(), inputs.size(), 1);
    return {activation_(call.place("pre_activation", inputs[0]))};
  }

 private:
  ActivationFunction activation_;
};

}  // namespace

Activation::Activation(const ActivationFunction& activation, const NameOptions& options)
    : Layer(std::make_shared<ActivationDefinition>(activation), options.name) {}

}  // namespace pellucid::inline v0
