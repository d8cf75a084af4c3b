// The handle Layer: names, weights, and what every call of a layer has in common.
#include <pellucid/layer.hpp>

#include <algorithm>
#include <atomic>

#include "base/refuse.hpp"
#include "files/zip_reader.hpp"
#include "nn/call.hpp"
#include "nn/session.hpp"

namespace pellucid::inline v0 {
namespace {

std::string label(const LayerState& state) { return std::string(state.definition->kind()) + " '" + state.name + "'"; }

// Weights are kept in files by paths that begin with the layer's name, so a name that no file holds is refused before anything is trained.
std::string checked_name(std::string_view name) {
  if (const char* fault = fault_of_name(name))
    refuse<ValueError>({.where = "layer",
                        .what = "the name " + quote(std::string(name)) + " is not allowed: " + fault,
                        .hint = "Letters, digits, '_', '-', '/' and other signs are fine."});
  return std::string(name);
}

// Whether nobody holds an output of the call.
bool is_forgotten(const std::vector<std::weak_ptr<const Node>>& call) {
  return std::ranges::all_of(call, [](const auto& output) { return output.expired(); });
}

void build_once(LayerState& state, const std::vector<Type>& inputs) {
  if (state.built) return;
  LayerBuilder builder(state.name);
  state.definition->build(builder, inputs);
  state.weights = builder.weights();
  std::ranges::stable_partition(state.weights, [](const auto& weight) { return weight.trainable; });
  state.built = true;
}

}  // namespace

const char* fault_of_name(std::string_view name) {
  constexpr std::size_t most_bytes = 32768;
  if (name.size() > most_bytes) return "it is longer than 32768 bytes";
  if (name.find("..") != std::string_view::npos) return "it holds '..'";
  if (std::ranges::any_of(name, [](char letter) { return (letter >= 0 && letter < ' ') || letter == '\x7f'; }))
    return "it holds NUL or another control character";
  return fault_of_member_name(name);
}

Layer fresh_copy(const Layer& layer) {
  Layer copy(layer.definition().fresh(), layer.name(), layer.trainable());
  copy.state()->is_named = layer.state()->is_named;
  return copy;
}

void LayerState::remember_outputs(const Variables& made) {
  if (outputs.size() >= look_again_at) {
    std::erase_if(outputs, is_forgotten);
    look_again_at = std::max<std::size_t>(16, 2 * outputs.size());
  }
  auto& call = outputs.emplace_back();
  for (const Variable& output : made) call.emplace_back(output.node());
}

void unbuild(LayerState& state) {
  state.weights.clear();
  state.built = false;
}

LayerDefinition::~LayerDefinition() = default;
void LayerDefinition::build(LayerBuilder&, const std::vector<Type>&) {}

SharedVariable LayerBuilder::weight(std::string_view name, const Dims& dims, const Initializer& initializer, bool trainable) {
  if (const char* fault = fault_of_name(name))
    refuse<ValueError>({.where = layer_name_, .what = "a weight cannot be named " + quote(std::string(name)) + ": " + fault});
  if (std::ranges::any_of(weights_, [&](const Weight& other) { return other.name == name; }))
    refuse<NameError>(
        {.where = layer_name_, .what = "two weights of the layer are named '" + std::string(name) + "'", .expected = "names that differ"});
  Shape shape;
  for (const Dim& dim : dims) {
    if (!dim.is_known())
      refuse<ShapeError>({.where = layer_name_,
                          .what = "the shape of the weight '" + std::string(name) + "' is not known",
                          .received = to_string(dims),
                          .hint = "Give the input's extents but the batch."});
    shape.push_back(dim.value());
  }
  const Array start = initializer(shape);
  if (start.shape() != shape)
    refuse<ShapeError>({.where = layer_name_,
                        .what = "the initializer '" + initializer.name() + "' gave another shape for '" + std::string(name) + "'",
                        .expected = to_string(dims),
                        .received = to_string(Dims(start.shape().begin(), start.shape().end()))});
  if (start.dtype() != DType::float32)
    refuse<DtypeError>({.where = layer_name_,
                        .what = "the initializer '" + initializer.name() + "' gave another dtype for '" + std::string(name) + "'",
                        .expected = "float32",
                        .received = std::string(pellucid::name(start.dtype()))});
  weights_.push_back({std::string(name), SharedVariable(start, layer_name_ + "/" + std::string(name)), trainable});
  return weights_.back().variable;
}

Layer::Layer(std::shared_ptr<LayerDefinition> definition, std::string_view name, bool trainable) : state_(std::make_shared<LayerState>()) {
  if (!definition) refuse<ValueError>({.where = "Layer", .what = "the definition is null"});
  state_->is_named = !name.empty();
  state_->name = name.empty() ? automatic_name(definition->kind()) : checked_name(name);
  state_->definition = std::move(definition);
  state_->trainable = trainable;
}

LayerDefinition& Layer::definition() const {
  if (!state_) refuse<StateError>({.where = "Layer", .what = "the layer is empty", .hint = "Assign one first: Dense(10)."});
  return *state_->definition;
}

const std::string& Layer::name() const {
  definition();
  return state_->name;
}

std::string_view Layer::kind() const { return definition().kind(); }

bool Layer::built() const {
  definition();
  return state_->built;
}

Variable Layer::operator()(const Variable& input) const { return (*this)(Variables{input}); }

Variable Layer::operator()(const Variables& inputs) const {
  const Variables outputs = call(inputs);
  if (outputs.size() == 1) return outputs[0];
  refuse<ValueError>({.where = label(*state_),
                      .what = "the layer gives " + std::to_string(outputs.size()) + " outputs",
                      .hint = "Take them all with call({...})."});
}

Variables Layer::call(const Variables& inputs) const {
  definition();
  std::vector<Type> types;
  for (const Variable& input : inputs) types.push_back(input.type());
  const bool was_built = state_->built;
  build_once(*state_, types);
  try {
    return call_built(inputs);
  } catch (...) {
    if (!was_built) unbuild(*state_);
    throw;
  }
}

Variables Layer::call_built(const Variables& inputs) const {
  static std::atomic<std::uint64_t> order{0};
  const auto record = std::make_shared<CallRecord>();
  record->layer = *this;
  record->order = ++order;
  record->parent = parent_of(*this);
  record->arguments = inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string path = one_of(state_->name + "/input", i, inputs.size());
    record->inputs.push_back(place(inputs[i], path));
  }
  LayerCall call(record);
  const auto called = [&] {
    const InsideCall inside(record);  // layers that this one calls are its own
    return state_->definition->call(call, record->inputs);
  };
  const Variables values = called();
  if (!record->mask_is_set && state_->definition->passes_mask() && !inputs.empty()) record->output_mask = mask_of(inputs[0]);

  for (const Variable& value : values) record->output_types.push_back(value.type());
  if (!record->is_of_model) record->outputs = values;
  Variables outputs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string path = one_of(state_->name + "/output", i, values.size());
    outputs.push_back(place(values[i], path, std::make_shared<MadeByCall>(record, i)));
  }
  state_->remember_outputs(outputs);
  return outputs;
}

std::vector<Layer> LayerDefinition::sublayers() const { return {}; }

std::vector<SharedVariable> Layer::weights() const {
  std::vector<SharedVariable> all;
  for (const auto& [name, variable] : named_weights()) all.push_back(variable);
  return all;
}

namespace {

// A layer that is not trainable holds its inner layers, too.
void split_weights(const Layer& layer, bool trainable, std::vector<SharedVariable>& trained, std::vector<SharedVariable>& fixed) {
  trainable = trainable && layer.trainable();
  for (const auto& weight : layer.state()->weights) (trainable && weight.trainable ? trained : fixed).push_back(weight.variable);
  for (const Layer& inner : layer.definition().sublayers()) split_weights(inner, trainable, trained, fixed);
}

}  // namespace

std::vector<SharedVariable> Layer::trainable_weights() const {
  std::vector<SharedVariable> trained, fixed;
  split_weights(*this, true, trained, fixed);
  return trained;
}

std::vector<SharedVariable> Layer::non_trainable_weights() const {
  std::vector<SharedVariable> trained, fixed;
  split_weights(*this, true, trained, fixed);
  return fixed;
}

std::vector<std::pair<std::string, SharedVariable>> Layer::named_weights() const {
  definition();
  std::vector<std::pair<std::string, SharedVariable>> all;
  for (const auto& weight : state_->weights) all.emplace_back(weight.name, weight.variable);
  for (const Layer& inner : definition().sublayers())
    for (auto& [name, variable] : inner.named_weights()) all.emplace_back(inner.name() + "/" + name, variable);
  return all;
}

std::vector<Array> Layer::get_weights() const {
  std::vector<Array> values;
  for (const SharedVariable& weight : weights()) values.push_back(weight.get_value());
  return values;
}

void Layer::set_weights(const std::vector<Array>& values) const { set_all(weights(), values, label(*state_)); }

bool Layer::trainable() const {
  definition();
  return state_->trainable;
}

namespace {

std::atomic<std::uint64_t> changes_of_trainable{0};

}  // namespace

std::uint64_t trainable_changes() { return changes_of_trainable; }

void Layer::set_trainable(bool trainable) const {
  definition();
  if (state_->trainable != trainable) ++changes_of_trainable;
  state_->trainable = trainable;
}

std::int64_t Layer::count_params() const {
  std::int64_t count = 0;
  for (const SharedVariable& weight : weights()) count += product(weight.variable().dims()).value();
  return count;
}

void Layer::reset_states() const {
  definition();
  for (const auto& [name, state] : state_->states) {
    const Array before = state.borrow();
    state.set_value(Array::zeros(before.shape(), before.dtype()));
  }
  for (const Layer& inner : definition().sublayers()) inner.reset_states();
}

namespace {

std::shared_ptr<const CallRecord> call_of(const std::vector<std::weak_ptr<const Node>>& outputs) {
  for (const auto& output : outputs)
    if (NodePointer node = output.lock()) return find_call(Variable(std::move(node), 0));
  return nullptr;
}

// In the models that hold these calls: "dense/output", or "encoder/dense/output".
std::string paths_of_outputs(const LayerState& state) {
  std::vector<std::string> paths;
  for (const auto& outputs : state.outputs) {
    const auto call = call_of(outputs);
    if (!call) continue;
    const std::string path = one_of(path_of(*call) + "/output", 0, outputs.size());
    if (std::ranges::find(paths, path) == paths.end()) paths.push_back(path);
  }
  std::string text;
  for (const std::string& path : paths) text += (text.empty() ? "\"" : ", \"") + path + "\"";
  return text;
}

// The output places of the only call, empty where nobody holds them.
Variables only_call(const LayerState& state) {
  const auto is_alive = [](const auto& call) { return !is_forgotten(call); };
  const auto count = std::ranges::count_if(state.outputs, is_alive);
  if (count > 1)
    refuse<StateError>({.where = label(state),
                        .what = "the layer was called " + std::to_string(count) + " times",
                        .hint = "Take the value that the call gave, or ask a model by path, as Model::values() lists them: " +
                                paths_of_outputs(state) + "."});
  if (count == 0)
    refuse<StateError>({.where = label(state),
                        .what = "the layer has never been called, so it has no input and no output",
                        .hint = "Put it into a model, or call it on a value."});
  Variables outputs;
  for (const auto& output : *std::ranges::find_if(state.outputs, is_alive)) {
    NodePointer node = output.lock();
    outputs.push_back(node ? Variable(std::move(node), 0) : Variable());
  }
  return outputs;
}

}  // namespace

Variable Layer::output() const {
  // The output of an input layer is made when it is wanted, and again when nobody holds it any more.
  const Variable source = definition().source();
  if (source && std::ranges::all_of(state_->outputs, is_forgotten)) return (*this)(source);
  const Variables outputs = only_call(*state_);
  if (outputs[0]) return outputs[0];
  refuse<StateError>({.where = label(*state_),
                      .what = "the first of the layer's " + std::to_string(outputs.size()) + " outputs is used nowhere",
                      .hint = "Ask a model for it by path: " + paths_of_outputs(*state_) + "."});
}

Variable Layer::input() const {
  const Variable held = definition().source() ? output() : Variable();
  const Variables outputs = only_call(*state_);
  const Variables inputs =
      find_call(*std::ranges::find_if(outputs, [](const Variable& output) { return static_cast<bool>(output); }))->inputs;
  if (inputs.size() == 1) return inputs[0];
  refuse<ValueError>({.where = label(*state_), .what = "the layer's call has " + std::to_string(inputs.size()) + " inputs"});
}

void set_all(const std::vector<SharedVariable>& weights, const std::vector<Array>& values, const std::string& where) {
  if (weights.size() != values.size())
    refuse<ValueError>({.where = where,
                        .what = "set_weights got another number of arrays",
                        .expected = std::to_string(weights.size()) + " weights",
                        .received = std::to_string(values.size())});
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Shape expected = weights[i].borrow().shape();
    if (values[i].shape() == expected) continue;
    refuse<ShapeError>(
        {.where = where,
         .what = "the array for the weight '" + weights[i].name() + "' has another shape",
         .expected = to_string(weights[i].variable().dims()),
         .received = to_string(Dims(values[i].shape().begin(), values[i].shape().end())),
         .hint = Shape(expected.rbegin(), expected.rend()) == values[i].shape() && expected.size() == 2 ? "Its transpose would fit." : ""});
  }
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i].set_value(values[i]);
}

}  // namespace pellucid::inline v0
