// The handle Model: its symbolic side, its layers.
#include <pellucid/model.hpp>

#include <algorithm>

#include "base/refuse.hpp"
#include "nn/model/state.hpp"
#include "nn/session.hpp"

namespace pellucid::inline v0 {
namespace {

std::string label(const ModelState& state) { return "Model '" + state.name + "'"; }

const Variable& only(const Variables& values, const ModelState& state, std::string_view what) {
  if (values.size() == 1) return values[0];
  refuse<ValueError>({.where = label(state),
                      .what = "the model has " + std::to_string(values.size()) + " " + std::string(what) + "s",
                      .hint = "Take them all with " + std::string(what) + "s()."});
}

}  // namespace

Model::Model(const Variables& inputs, const Variables& outputs, const NameOptions& options) : model_(std::make_shared<ModelState>()) {
  for (const Variable& variable : inputs) variable.type();  // refuses empty ones
  for (const Variable& variable : outputs) variable.type();
  if (inputs.empty() || outputs.empty()) refuse<ValueError>({.where = "Model", .what = "a model needs an input and an output at least"});
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (std::ranges::find(inputs.begin(), inputs.begin() + static_cast<std::ptrdiff_t>(i), inputs[i]) !=
        inputs.begin() + static_cast<std::ptrdiff_t>(i))
      refuse<ValueError>({.where = "Model", .what = "the input " + inputs[i].to_string() + " is given twice"});
  model_->inputs = inputs;
  model_->outputs = outputs;
  survey(*model_);
  model_->name = options.name.empty() ? automatic_name("Functional") : options.name;
  state_ = Layer(std::make_shared<ModelDefinition>(model_), model_->name).state();
  state_->is_named = !options.name.empty();
  state_->built = true;
  model_->layer = state_;
}

const ModelState& built(const std::shared_ptr<ModelState>& model, std::string_view asked) {
  if (!model) refuse<StateError>({.where = "Model", .what = "the model is empty"});
  if (model->outputs.empty())
    refuse<StateError>({.where = label(*model),
                        .what = "the model has no input shape yet, so it has no " + std::string(asked),
                        .hint = "Put an Input in front, or call it on data first."});
  return *model;
}

Variables Model::inputs() const { return pellucid::built(model_, "inputs").inputs; }
Variables Model::outputs() const { return pellucid::built(model_, "outputs").outputs; }
Variable Model::input() const { return only(inputs(), *model_, "input"); }
Variable Model::output() const { return only(outputs(), *model_, "output"); }

Target Model::value(NameView path) const {
  const ModelState& state = pellucid::built(model_, "values");
  return value_at(state.places, path, label(state));
}

Target value_at(const std::vector<std::pair<std::string, Variable>>& places, std::string_view path, const std::string& where) {
  // A name may hold a bracket itself, so the whole path comes first and then what stands before the last bracket.
  const std::size_t bracket = path.rfind('[');
  const std::string_view name = path.substr(0, bracket);
  const Variable* whole = nullptr;
  for (const auto& [known, value] : places) {
    if (known == path) return {value, std::nullopt, std::string(path)};
    if (known == name && whole == nullptr) whole = &value;
  }
  if (whole != nullptr) return {*whole, Selection::parse(path.substr(bracket)), std::string(path)};
  std::vector<std::string> known;
  for (const auto& [other, value] : places) known.push_back(other);
  refuse<NameError>({.where = where, .what = "no value has the path '" + std::string(name) + "'", .hint = nearest_names(name, known)});
}

std::vector<std::pair<std::string, Type>> Model::values() const {
  std::vector<std::pair<std::string, Type>> all;
  for (const auto& [path, value] : pellucid::built(model_, "values").places) all.emplace_back(path, value.type());
  return all;
}

std::vector<Layer> Model::layers() const {
  definition();
  std::vector<Layer> all;
  for (const Layer& layer : model_->is_sequential ? model_->stack : model_->layers)
    if (!model_->is_sequential || layer.kind() != "InputLayer") all.push_back(layer);
  return all;
}

Layer Model::get_layer(NameView asked) const {
  const std::string name(asked);
  std::vector<std::string> known;
  for (const Layer& layer : layers()) {
    if (layer.name() == name) return layer;
    known.push_back(layer.name());
  }
  refuse<NameError>({.where = label(*model_), .what = "no layer is called '" + name + "'", .hint = nearest_names(name, known)});
}

Layer Model::get_layer(std::int64_t index) const {
  const std::vector<Layer> all = layers();
  const auto count = static_cast<std::int64_t>(all.size());
  if (index < -count || index >= count)
    refuse<IndexError>({.where = label(*model_),
                        .what = "no layer has the index " + std::to_string(index),
                        .expected = "0 to " + std::to_string(count - 1)});
  return all[static_cast<std::size_t>(index < 0 ? index + count : index)];
}

std::vector<SharedVariable> Model::weights() const { return Layer::weights(); }
std::vector<SharedVariable> Model::trainable_weights() const { return Layer::trainable_weights(); }
std::vector<SharedVariable> Model::non_trainable_weights() const { return Layer::non_trainable_weights(); }
std::vector<Array> Model::get_weights() const { return Layer::get_weights(); }
void Model::set_weights(const std::vector<Array>& values) const { Layer::set_weights(values); }
std::int64_t Model::count_params() const { return Layer::count_params(); }
void Model::reset_states() const { Layer::reset_states(); }

namespace {

// A Sequential that has no input shape yet.
std::shared_ptr<ModelState> fresh_stack(const ModelState& model) {
  auto state = std::make_shared<ModelState>();
  state->name = model.name;
  state->is_sequential = true;
  for (const Layer& layer : model.stack) sequential_add(*state, fresh_copy(layer));
  return state;
}

}  // namespace

std::shared_ptr<LayerDefinition> ModelDefinition::fresh() const {
  if (model_->is_sequential && model_->outputs.empty()) return std::make_shared<ModelDefinition>(fresh_stack(*model_));
  const ModelState& model = *model_;
  Variables inputs;
  for (const Variable& input : model.inputs) {
    const Dims& dims = input.dims();
    inputs.push_back(
        Input({dims.begin() + 1, dims.end()},
              {.name = skip_places(input).name(), .dtype = input.dtype(), .batch_size = dims[0].is_known() ? dims[0].value() : 0}));
  }
  std::vector<std::pair<Layer, Layer>> copies;
  const Variables outputs = call_again(model, inputs, [&](const Layer& layer) {
    for (const auto& [original, copy] : copies)
      if (original == layer) return copy;
    copies.emplace_back(layer, fresh_copy(layer));
    return copies.back().second;
  });
  auto state = std::make_shared<ModelState>();
  state->name = model.name;
  state->inputs = inputs;
  state->outputs = outputs;
  survey(*state);
  if (model.is_sequential) {
    state->is_sequential = true;
    state->stack = state->layers;
    for (const Layer& layer : state->layers) state->stack_outputs.push_back({layer.output()});
    state->stack_outputs.back() = state->outputs;
  }
  return std::make_shared<ModelDefinition>(std::move(state));
}

}  // namespace pellucid::inline v0
