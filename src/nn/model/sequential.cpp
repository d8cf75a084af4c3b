// Sequential: a stack of layers, built as it grows once the input's shape is known.
#include <algorithm>

#include "base/refuse.hpp"
#include "nn/model/state.hpp"
#include "nn/session.hpp"

namespace pellucid::inline v0 {
namespace {

void refresh(ModelState& model) {
  ++model.changes;
  model.trainer.reset();
  model.predictor.reset();
  if (model.stack_outputs.empty() || model.stack_outputs.size() < model.stack.size()) {
    model.outputs.clear();
    model.layers = model.stack;
    model.places.clear();
    model.calls.clear();
    return;
  }
  model.outputs = model.stack_outputs.back();
  survey(model);
}

// Only the last layer may give several outputs.
Variables call_on(const Layer& layer, const Layer& last, const Variables& before) {
  if (before.size() == 1) return layer.call(before);
  refuse<ValueError>({.where = "Sequential",
                      .what = "the layer '" + last.name() + "' gives " + std::to_string(before.size()) + " outputs, and '" + layer.name() +
                              "' comes after it",
                      .expected = "one output of each layer but the last",
                      .hint = "Use a functional Model for it."});
}

}  // namespace

Sequential::Sequential(const NameOptions& options) {
  model_ = std::make_shared<ModelState>();
  model_->is_sequential = true;
  model_->name = options.name.empty() ? automatic_name("Sequential") : options.name;
  state_ = Layer(std::make_shared<ModelDefinition>(model_), model_->name).state();
  state_->is_named = !options.name.empty();
  state_->built = true;
  model_->layer = state_;
}

Sequential::Sequential(std::initializer_list<Layer> layers, const NameOptions& options) : Sequential(std::vector<Layer>(layers), options) {}

Sequential::Sequential(const std::vector<Layer>& layers, const NameOptions& options) : Sequential(options) {
  for (const Layer& layer : layers) add(layer);
}

void Sequential::add(const Layer& layer) const {
  definition();
  sequential_add(*model_, layer);
}

namespace {

bool holds(const Layer& layer, const LayerState* wanted) {
  if (layer.state().get() == wanted) return true;
  const std::vector<Layer> inner = layer.definition().sublayers();
  return std::ranges::any_of(inner, [&](const Layer& each) { return holds(each, wanted); });
}

}  // namespace

void sequential_add(ModelState& model, const Layer& layer) {
  if (const auto itself = model.layer.lock(); itself && holds(layer, itself.get()))
    refuse<ValueError>({.where = "Sequential '" + model.name + "'", .what = "a model cannot be a layer of itself"});
  for (const Layer& other : model.stack)
    if (other.name() == layer.name())
      refuse<NameError>({.where = "Sequential '" + model.name + "'",
                         .what = "the name '" + layer.name() + "' is taken by a layer before",
                         .hint = "Give it another name: {.name = \"...\"}."});
  const bool is_input = layer.kind() == "InputLayer";
  if (is_input && !model.stack.empty())
    refuse<ValueError>({.where = "Sequential '" + model.name + "'", .what = "an Input can only be the first layer"});
  const bool has_shape = !model.stack_outputs.empty();
  if (is_input) {
    model.inputs = {layer.output()};
    model.stack_outputs = {{layer.output()}};
  } else if (has_shape) {
    model.stack_outputs.push_back(call_on(layer, model.stack.back(), model.stack_outputs.back()));  // may refuse; nothing is changed yet
  }
  model.stack.push_back(layer);
  refresh(model);
}

void Sequential::pop() const {
  definition();
  if (model_->stack.empty() || (model_->stack.size() == 1 && model_->stack[0].kind() == "InputLayer"))
    refuse<StateError>({.where = "Sequential '" + model_->name + "'", .what = "there is no layer to take off"});
  model_->stack.pop_back();
  if (model_->stack_outputs.size() > model_->stack.size()) model_->stack_outputs.pop_back();
  refresh(*model_);
}

void FirstData::build(ModelState& model, const std::vector<Array>& x) {
  if (!model.outputs.empty() || !model.is_sequential) return;
  if (model.stack.empty()) refuse<StateError>({.where = "Sequential '" + model.name + "'", .what = "the model has no layers"});
  if (x.size() != 1 || x[0].rank() == 0)
    refuse<ValueError>({.where = "Sequential '" + model.name + "'", .what = "the model takes one array whose first axis is the batch"});
  others_wait_ = std::unique_lock(model.making);
  model_ = &model;
  for (const Layer& layer : model.stack)
    if (!layer.built()) built_.push_back(layer);
  const Shape& shape = x[0].shape();
  const bool integers = model.stack[0].kind() == "Embedding";
  const Input input(Dims(shape.begin() + 1, shape.end()), {.dtype = integers && is_integer(x[0].dtype()) ? x[0].dtype() : DType::float32});
  std::vector<Variables> outputs = {{input.output()}};
  Layer last = input;
  for (const Layer& layer : model.stack) {
    outputs.push_back(call_on(layer, last, outputs.back()));
    last = layer;
  }
  model.stack.insert(model.stack.begin(), input);
  model.inputs = outputs[0];
  model.stack_outputs = std::move(outputs);
  refresh(model);
}

void FirstData::accept() {
  model_ = nullptr;
  if (others_wait_.owns_lock()) others_wait_.unlock();
}

FirstData::~FirstData() {
  if (model_ == nullptr) return;
  for (const Layer& layer : built_) unbuild(*layer.state());
  if (!model_->inputs.empty()) model_->stack.erase(model_->stack.begin());
  model_->inputs.clear();
  model_->stack_outputs.clear();
  refresh(*model_);
}

}  // namespace pellucid::inline v0
