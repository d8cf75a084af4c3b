#include <pellucid/model.hpp>

#include "base/refuse.hpp"
#include "nn/model/state.hpp"
#include "nn/train/trainer.hpp"

namespace pellucid::inline v0 {

void Model::compile(const CompileOptions& options) const {
  definition();
  options.optimizer.definition();
  ModelState& model = *model_;
  const std::scoped_lock lock(model.making);
  const std::shared_ptr<Trainer> old = model.trainer;  // outlives its lock
  const auto idle = old ? old->no_training("Model.compile") : std::unique_lock<std::mutex>();
  // A Sequential without input shape is looked at when the first data come.
  std::shared_ptr<Trainer> trainer = model.outputs.empty() ? nullptr : std::make_shared<Trainer>(model, options);
  model.compiled = options;
  model.trainer = std::move(trainer);
}

Optimizer Model::optimizer() const {
  definition();
  if (!model_->compiled)
    refuse<StateError>({.where = "Model '" + model_->name + "'",
                        .what = "the model has no optimizer before compile()",
                        .hint = R"(compile({.optimizer = "adam", .loss = "mse"}))"});
  return model_->compiled->optimizer;
}

}  // namespace pellucid::inline v0
