// What a handle Model shares.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pellucid/model.hpp>

#include "nn/call.hpp"

namespace pellucid::inline v0 {

class Trainer;    // nn/train
class Predictor;  // nn/train

struct ModelState {
  std::string name;
  std::weak_ptr<const LayerState> layer;  // which the model is
  Variables inputs, outputs;
  std::vector<Layer> layers;                             // in the order of their first calls; those of inner models are theirs
  std::vector<std::pair<std::string, Variable>> places;  // every path and its value, weights last of each layer
  std::vector<std::pair<std::string, Layer>> calls;      // every call by its path, those inside models too
  std::uint64_t changes = 0;                             // of the graph, when layers are added or taken off
  std::vector<StateUpdate> updates;                      // of stateful layers, in every call
  bool is_sequential = false;
  std::vector<Layer> stack;              // sequential: as added
  std::vector<Variables> stack_outputs;  // sequential: of each layer of the stack; shorter while the input shape is not known

  std::recursive_mutex making;             // of what follows, and of a graph for the first data
  std::optional<CompileOptions> compiled;  // what compile() was told
  std::shared_ptr<Trainer> trainer;        // made of it when there is a graph; anew when the graph changes
  std::shared_ptr<Predictor> predictor;    // needs no compile()
};

/// The layer that a model is, for models inside models.
class ModelDefinition : public LayerDefinition {
 public:
  explicit ModelDefinition(std::shared_ptr<ModelState> model) : model_(std::move(model)) {}
  std::string_view kind() const override { return model_->is_sequential ? "Sequential" : "Functional"; }
  Variables call(LayerCall& call, const Variables& inputs) override;
  std::shared_ptr<LayerDefinition> fresh() const override;
  std::vector<Layer> sublayers() const override { return model_->layers; }
  const std::shared_ptr<ModelState>& model() const { return model_; }

 private:
  std::shared_ptr<ModelState> model_;
};

inline bool is_input_layer(const Layer& layer) { return layer.kind() == "InputLayer"; }
/// Finds layers, paths and updates behind the outputs. Refuses a layer name used twice, and outputs that no input reaches.
void survey(ModelState& state);
/// Layers called on other values, in the order of the graph; `layer_for` gives the layer that stands for one (itself, or a clone).
Variables call_again(const ModelState& model, const Variables& inputs, const std::function<Layer(const Layer&)>& layer_for);
/// The value at a path, with a selection behind it or not; throws NameError with the nearest paths.
Target value_at(const std::vector<std::pair<std::string, Variable>>& places, std::string_view path, const std::string& where);
/// The outputs of a model that must have a graph by now; throws StateError for a Sequential without input shape.
const ModelState& built(const std::shared_ptr<ModelState>& model, std::string_view asked);
/// A Sequential without an Input takes the input of the first data that are accepted; what was built for others is taken back.
class FirstData {
 public:
  FirstData() = default;
  FirstData(const FirstData&) = delete;
  FirstData& operator=(const FirstData&) = delete;
  ~FirstData();

  /// Builds a model that has no graph yet, for an input of [batch] + the rest of this shape. From then on others wait. Nothing to do for others.
  void build(ModelState& model, const std::vector<Array>& x);
  void accept();

 private:
  ModelState* model_ = nullptr;  // that was built here
  std::vector<Layer> built_;
  std::unique_lock<std::recursive_mutex> others_wait_;
};
void sequential_add(ModelState& model, const Layer& layer);

}  // namespace pellucid::inline v0
