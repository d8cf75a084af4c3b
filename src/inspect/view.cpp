#include "inspect/view.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/refuse.hpp"
#include "graph/specialise.hpp"
#include "nn/model/state.hpp"
#include "nn/train/trainer.hpp"
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

View::View(const Model& model, const InspectOptions& options) : inputs_(model.inputs()), input_names_(pellucid::input_names(inputs_)) {
  const ModelState& state = *model.model();
  name_ = state.name;
  changes_ = state.changes;
  calls_ = state.calls;
  Variables all;
  for (const auto& [path, value] : state.places) all.push_back(value);
  if (options.training) all = training_graph(all);
  for (Variable& input : inputs_) input = skip_places(input);
  if (options.float64) all = in_float64(all, inputs_);

  for (std::size_t i = 0; i < state.places.size(); ++i) places_.emplace_back(state.places[i].first, all[i]);

  std::unordered_set<Variable> weights;
  for (const SharedVariable& weight : model.weights()) weights.insert(weight);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (!weights.contains(state.places[i].second)) continue;
    weights_.push_back(places_[i]);
    shared_.push_back(state.places[i].second);
  }
}

Targets View::values() const {
  Targets all;
  for (const auto& [path, value] : places_) all.emplace_back(value);
  return all;
}

Target View::value(std::string_view path) const { return value_at(places_, path, "Model '" + name_ + "'"); }

std::vector<std::string> View::trainable_weights(const Model& model) const {
  const std::vector<SharedVariable> trainable = model.trainable_weights();
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const bool is_trained = std::ranges::any_of(trainable, [&](const SharedVariable& weight) { return weight.variable() == shared_[i]; });
    if (is_trained) paths.push_back(weights_[i].first);
  }
  return paths;
}

const Variable* View::find_output(const std::string& call) const {
  const std::string path = call + "/output";
  const auto found =
      std::ranges::find_if(places_, [&](const auto& place) { return place.first == path || place.first.starts_with(path + ":"); });
  return found == places_.end() ? nullptr : &found->second;
}

Variable View::output_of(std::string_view call) const {
  std::vector<std::string> known;
  for (const auto& [path, layer] : calls_) {
    const Variable* const output = find_output(path);
    if (output == nullptr) continue;
    if (path == call) return *output;
    known.push_back(path);
  }
  refuse<NameError>(
      {.where = "Model '" + name_ + "'", .what = "no layer is called '" + std::string(call) + "'", .hint = nearest_names(call, known)});
}

std::vector<std::pair<std::string, Variable>> View::outputs_of_layers_with_weights() const {
  std::vector<std::pair<std::string, Variable>> all;
  for (const auto& [path, layer] : calls_) {
    const Variable* const output = layer.weights().empty() ? nullptr : find_output(path);
    if (output != nullptr && is_floating(output->dtype())) all.emplace_back(path, *output);
  }
  return all;
}

}  // namespace pellucid::inline v0
