#include "inspect/view.hpp"

#include <algorithm>

#include "base/refuse.hpp"
#include "graph/specialise.hpp"
#include "nn/model/state.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

// Float64 throughout: inputs take float64 arrays, stored values are cast where they enter.
Variables in_float64(const Variables& values, Variables& inputs) {
  std::unordered_map<Variable, Variable> known;
  for (Variable& given : inputs) {
    const Variable leaf = skip_places(given);
    if (leaf.dtype() != DType::float32) continue;
    known.insert_or_assign(leaf, input(leaf.name(), leaf.dims(), DType::float64));
    given = known.at(leaf);
  }
  const Specialisation how{.float64 = true, .leaf = [](const Variable& leaf) {
                             return op_of(leaf).role == Role::shared && leaf.dtype() == DType::float32 ? cast_to(leaf, DType::float64)
                                                                                                       : leaf;
                           }};
  return specialise(values, how, known);
}

}  // namespace

View::View(const Model& model, const InspectOptions& options) : inputs_(model.inputs()) {
  const ModelState& state = *model.model();
  name_ = state.name;
  Variables all;
  for (const auto& [path, value] : state.places) all.push_back(value);
  if (options.training) all = training_graph(all);
  for (Variable& input : inputs_) input = skip_places(input);
  if (options.float64) all = in_float64(all, inputs_);

  for (std::size_t i = 0; i < state.places.size(); ++i) places_.emplace_back(state.places[i].first, all[i]);

  const std::vector<SharedVariable> trainable = model.trainable_weights();
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Variable& before = state.places[i].second;
    const bool is_trainable = std::ranges::any_of(trainable, [&](const SharedVariable& weight) { return weight.variable() == before; });
    if (is_trainable) weights_.push_back(places_[i]);
  }
  for (const Layer& layer : model.layers())
    if (!layer.weights().empty()) layers_.push_back(layer.name());
}

Target View::value(std::string_view path) const { return value_at(places_, path, "Model '" + name_ + "'"); }

const Variable* View::find_output(const std::string& layer) const {
  const auto found = std::ranges::find_if(
      places_, [path = layer + "/output"](const auto& entry) { return entry.first == path || entry.first == path + ":0"; });
  return found == places_.end() ? nullptr : &found->second;
}

Variable View::output_of(const std::string& layer) const {
  const Variable* const found = find_output(layer);
  return found != nullptr ? *found : value(layer + "/output").variable;
}

std::vector<std::pair<std::string, Variable>> View::outputs_of_layers_with_weights() const {
  std::vector<std::pair<std::string, Variable>> all;
  for (const std::string& layer : layers_)
    if (const Variable* const found = find_output(layer)) all.emplace_back(layer, *found);
  return all;
}

}  // namespace pellucid::inline v0
