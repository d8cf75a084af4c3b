// The input of a model. Its output is the graph's input.
#include <pellucid/layers.hpp>

#include "base/refuse.hpp"
#include "nn/session.hpp"

namespace pellucid::inline v0 {
namespace {

class InputDefinition : public LayerDefinition {
 public:
  explicit InputDefinition(Variable given) : given_(std::move(given)) {}
  std::string_view kind() const override { return "InputLayer"; }
  Variables call(LayerCall&, const Variables& inputs) override { return inputs; }
  std::shared_ptr<LayerDefinition> fresh() const override {
    return std::make_shared<InputDefinition>(pellucid::input(given_.name(), given_.dims(), given_.dtype()));
  }
  Variable source() const override { return given_; }

 private:
  Variable given_;  // not its place, which holds the layer
};

Dims with_batch(const Dims& dims, std::int64_t batch_size) {
  if (batch_size < 0)
    refuse<ValueError>({.where = "Input",
                        .what = "batch_size is negative",
                        .expected = "a positive number, or 0 for any",
                        .received = std::to_string(batch_size)});
  for (const Dim& dim : dims)
    if (dim.is_known() && dim.value() <= 0)
      refuse<ValueError>({.where = "Input",
                          .what = "an extent is not positive",
                          .received = to_string(dims),
                          .hint = "Leave an extent open with pellucid::unknown."});
  Dims all = {batch_size > 0 ? Dim(batch_size) : Dim::named("batch")};
  all.insert(all.end(), dims.begin(), dims.end());
  return all;
}

}  // namespace

Input::Input(const Dims& dims, const InputOptions& options) {
  const std::string name = options.name.empty() ? automatic_name("InputLayer") : options.name;
  state_ =
      Layer(std::make_shared<InputDefinition>(pellucid::input(name, with_batch(dims, options.batch_size), options.dtype)), name).state();
}

}  // namespace pellucid::inline v0
