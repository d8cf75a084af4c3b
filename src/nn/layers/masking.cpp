// Masking: steps whose features all equal one value are masked, and set to 0.
#include <pellucid/layers.hpp>

#include "nn/layers/checks.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

class MaskingDefinition : public LayerDefinition {
 public:
  explicit MaskingDefinition(double value) : value_(value) {}
  std::string_view kind() const override { return "Masking"; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<MaskingDefinition>(value_); }
  Variables call(LayerCall& call, const Variables& inputs) override {
    check_input_count(call.layer_name(), kind(), inputs.size(), 1);
    check_least_rank(call.layer_name(), kind(), inputs[0].type(), 2);
    const Variable& x = inputs[0];
    const auto last = static_cast<std::int64_t>(x.rank()) - 1;
    const Variable mask = vocabulary::reduce_max(vocabulary::not_equal(x, value_), {{"axes", Axes{last}}});  // any
    call.set_mask(mask);
    return {x * cast_to(insert_axis(mask, last), x.dtype())};
  }

 private:
  double value_;
};

}  // namespace

Masking::Masking(const MaskingOptions& options) : Layer(std::make_shared<MaskingDefinition>(options.mask_value), options.name) {}

}  // namespace pellucid::inline v0
