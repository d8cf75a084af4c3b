// Flatten and Reshape: the same elements in another shape, the batch kept.
#include <algorithm>

#include <pellucid/layers.hpp>

#include "base/refuse.hpp"
#include "nn/layers/checks.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

class FlattenDefinition : public LayerDefinition {
 public:
  explicit FlattenDefinition(bool channels_first) : channels_first_(channels_first) {}
  std::string_view kind() const override { return "Flatten"; }
  bool passes_mask() const override { return false; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<FlattenDefinition>(channels_first_); }
  Variables call(LayerCall& call, const Variables& inputs) override {
    check_input_count(call.layer_name(), kind(), inputs.size(), 1);
    check_least_rank(call.layer_name(), kind(), inputs[0].type(), 1);
    const Variable x = channels_first_ && inputs[0].rank() > 1 ? move_axis(inputs[0], 1, -1) : inputs[0];
    return {reshape_to(x, {x.dims()[0], product({x.dims().begin() + 1, x.dims().end()})})};
  }

 private:
  bool channels_first_;
};

bool checked_channels_first(const std::string& data_format) {
  if (data_format != "channels_first" && data_format != "channels_last")
    refuse<NameError>(
        {.where = "Flatten", .what = "no data format is called '" + data_format + "'", .expected = "'channels_last' or 'channels_first'"});
  return data_format == "channels_first";
}

class ReshapeDefinition : public LayerDefinition {
 public:
  explicit ReshapeDefinition(std::vector<std::int64_t> target) : target_(std::move(target)) {}
  std::string_view kind() const override { return "Reshape"; }
  bool passes_mask() const override { return false; }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<ReshapeDefinition>(target_); }
  Variables call(LayerCall& call, const Variables& inputs) override {
    check_input_count(call.layer_name(), kind(), inputs.size(), 1);
    check_least_rank(call.layer_name(), kind(), inputs[0].type(), 1);
    Dims dims = {inputs[0].dims()[0]};
    dims.insert(dims.end(), target_.begin(), target_.end());
    return {reshape_to(inputs[0], dims)};
  }

 private:
  std::vector<std::int64_t> target_;
};

std::vector<std::int64_t> checked_target(const std::vector<std::int64_t>& target) {
  const bool all_extents = std::ranges::all_of(target, [](std::int64_t extent) { return extent > 0 || extent == -1; });
  if (!all_extents || std::ranges::count(target, -1) > 1)
    refuse<ValueError>({.where = "Reshape",
                        .what = "'target' is no shape",
                        .expected = "positive extents, one of which may be -1",
                        .received = to_string(target)});
  return target;
}

}  // namespace

Flatten::Flatten(const FlattenOptions& options)
    : Layer(std::make_shared<FlattenDefinition>(checked_channels_first(options.data_format)), options.name) {}
Reshape::Reshape(const std::vector<std::int64_t>& target, const NameOptions& options)
    : Layer(std::make_shared<ReshapeDefinition>(checked_target(target)), options.name) {}

}  // namespace pellucid::inline v0
