// A model of its own: layers, weights, states, and where its training stands.
#include <algorithm>

#include "nn/model/state.hpp"
#include "nn/train/trainer.hpp"

namespace pellucid::inline v0 {
namespace {

// States are made when a layer is called, so that the copy has the same ones.
void copy_states(const std::vector<Layer>& from, const std::vector<Layer>& to) {
  for (const Layer& layer : from) {
    const auto copy = std::ranges::find_if(to, [&](const Layer& other) { return other.name() == layer.name(); });
    const auto& states = copy->state()->states;
    for (std::size_t i = 0; i < states.size(); ++i) states[i].second.set_value(layer.state()->states[i].second.get_value());
    copy_states(layer.definition().sublayers(), copy->definition().sublayers());
  }
}

CompileOptions copy_options(const CompileOptions& options, const std::vector<SharedVariable>& from, const std::vector<SharedVariable>& to) {
  CompileOptions copy = options;
  copy.optimizer = Optimizer(options.optimizer.definition().fresh());
  std::vector<std::pair<SharedVariable, SharedVariable>> pairs;
  for (std::size_t i = 0; i < from.size(); ++i) pairs.emplace_back(from[i], to[i]);
  copy.optimizer.definition().continue_from(options.optimizer.definition(), pairs);
  return copy;
}

// The layer that the copy is; its ModelDefinition holds the rest.
Layer cloned(const Model& model) {
  const ModelState& from = *model.model();
  Layer copy = fresh_copy(model);
  ModelState& to = *static_cast<ModelDefinition&>(copy.definition()).model();
  copy.state()->built = true;
  to.layer = copy.state();
  if (to.outputs.empty()) {  // there are no weights yet
    if (from.compiled) to.compiled = copy_options(*from.compiled, {}, {});
    return copy;
  }
  copy.set_weights(model.get_weights());
  copy_states(from.layers, to.layers);
  if (!from.compiled) return copy;
  to.compiled = copy_options(*from.compiled, model.weights(), copy.weights());
  to.trainer = std::make_shared<Trainer>(to, *to.compiled);
  return copy;
}

}  // namespace

Model Model::clone() const {
  definition();
  Model copy;
  static_cast<Layer&>(copy) = cloned(*this);
  copy.model_ = static_cast<ModelDefinition&>(copy.definition()).model();
  return copy;
}

Sequential Sequential::clone() const {
  definition();
  Sequential copy({.name = name()});
  static_cast<Layer&>(copy) = cloned(*this);
  copy.model_ = static_cast<ModelDefinition&>(copy.definition()).model();
  return copy;
}

}  // namespace pellucid::inline v0
