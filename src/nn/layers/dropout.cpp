#include <pellucid/layers.hpp>

#include "nn/layers/checks.hpp"
#include "nn/layers/dropout_mask.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

class DropoutDefinition : public LayerDefinition {
 public:
  explicit DropoutDefinition(double rate) : rate_(rate) {}
  std::string_view kind() const override { return "Dropout"; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<DropoutDefinition>(rate_); }
  Variables call(LayerCall& call, const Variables& inputs) override {
    check_input_count(call.layer_name(), kind(), inputs.size(), 1);
    return {inputs[0] * call.place("mask", dropout_mask(call, rate_, inputs[0].type()))};
  }

 private:
  double rate_;
};

}  // namespace

Dropout::Dropout(double rate, const NameOptions& options)
    : Layer((check_rate("Dropout", "rate", rate), std::make_shared<DropoutDefinition>(rate)), options.name) {}

}  // namespace pellucid::inline v0
