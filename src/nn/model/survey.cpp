// A model read off its graph: which layers it has, and what every value in it is called.
#include <algorithm>
#include <map>

#include "base/refuse.hpp"
#include "graph/walk.hpp"
#include "nn/model/state.hpp"

namespace pellucid::inline v0 {
namespace {

using Call = std::pair<std::shared_ptr<const CallRecord>, Variables>;

// Paths of calls: "layer", "layer@1", "model@1/layer".
class Paths {
 public:
  std::string of(const std::shared_ptr<const CallRecord>& call) {
    const auto known = paths_.find(call.get());
    if (known != paths_.end()) return known->second;
    const std::string outer = call->parent ? of(call->parent) + "/" : "";
    const int number = counts_[{call->parent.get(), call->layer.state().get()}]++;
    return paths_[call.get()] = outer + call->layer.name() + (number > 0 ? "@" + std::to_string(number) : "");
  }

 private:
  std::map<const CallRecord*, std::string> paths_;
  std::map<std::pair<const CallRecord*, const LayerState*>, int> counts_;
};

void add_inputs(ModelState& state, const std::string& path, const Variables& values) {
  for (std::size_t i = 0; i < values.size(); ++i) state.places.emplace_back(one_of(path, i, values.size()), values[i]);
}

// Outputs that the model does not use can be read all the same.
void add_outputs(ModelState& state, const std::string& path, const CallRecord& call, const Variables& used) {
  for (std::size_t i = 0; i < call.output_types.size(); ++i) {
    const std::string name = one_of(path, i, call.output_types.size());
    if (i < used.size() && used[i]) state.places.emplace_back(name, used[i]);
    else if (i < call.outputs.size()) state.places.emplace_back(name, place(call.outputs[i], name));
  }
}

void refuse_equal_names(const std::vector<Layer>& layers) {
  for (std::size_t i = 0; i < layers.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (layers[i].name() == layers[j].name())
        refuse<NameError>({.where = "Model",
                           .what = "the name '" + layers[i].name() + "' is used by two layers, " + std::string(layers[j].kind()) + " and " +
                                   std::string(layers[i].kind()),
                           .expected = "names that differ",
                           .hint = "Give one a name of its own: {.name = \"...\"}."});
}

// "lstm/forget_gate/pre_activation" may be of the layer 'lstm' or of 'lstm/forget_gate'.
void refuse_equal_paths(const std::vector<std::pair<std::string, Variable>>& places, const std::vector<Layer>& layers) {
  std::map<std::string_view, const Variable*> known;
  for (const auto& [path, value] : places) {
    const auto [entry, is_new] = known.try_emplace(path, &value);
    if (is_new || *entry->second == value) continue;
    const auto begins = [&path](const Layer& layer) {
      return path.starts_with(layer.name() + "/") || path.starts_with(layer.name() + "@");
    };
    if (std::ranges::count_if(layers, begins) == 1)
      refuse<NameError>({.where = "Model",
                         .what = "the path '" + path + "' is of two values: the layer '" + std::ranges::find_if(layers, begins)->name() +
                                 "' gives two of its values or weights one name",
                         .expected = "names that differ, and are not 'input' or 'output'"});
    refuse<NameError>({.where = "Model",
                       .what = "the path '" + path + "' is of two values, since the name of one layer begins with that of another",
                       .hint = "Give one layer another name: {.name = \"...\"}."});
  }
}

void refuse_unreached(const ModelState& state) {
  for (const Variable& output : state.outputs) {
    const auto nodes = topological({output});
    for (const NodePointer& node : nodes) {
      const Variable value(node, 0);
      if (node->op->role == Role::input && std::ranges::none_of(state.inputs, [&](const Variable& x) { return skip_places(x) == value; }))
        refuse<DisconnectedError>({.where = "Model",
                                   .what = "the output " + output.to_string() + " needs the input '" + value.name() +
                                           "', which is not among the model's inputs"});
    }
    const bool reached = std::ranges::any_of(nodes, [](const NodePointer& node) { return node->op->role == Role::input; });
    if (!reached)
      refuse<DisconnectedError>({.where = "Model", .what = "the output " + output.to_string() + " depends on none of the model's inputs"});
  }
}

}  // namespace

void survey(ModelState& state) {
  refuse_unreached(state);
  ModelState found;
  Paths paths;
  std::vector<const LayerState*> with_weights;
  for (const auto& [call, outputs] : calls_behind(state.outputs)) {
    const bool is_top = call->parent == nullptr;
    if (is_top && std::ranges::find(found.layers, call->layer) == found.layers.end()) found.layers.push_back(call->layer);
    const std::string path = paths.of(call);
    found.calls.emplace_back(path, call->layer);
    if (!is_input_layer(call->layer)) add_inputs(found, path + "/input", call->inputs);
    for (const auto& [name, value] : call->values) found.places.emplace_back(path + "/" + name, value);
    add_outputs(found, path + "/output", *call, outputs);
    found.updates.insert(found.updates.end(), call->updates.begin(), call->updates.end());
  }
  refuse_equal_names(found.layers);
  for (const Layer& layer : found.layers)
    for (const auto& [name, weight] : layer.named_weights()) found.places.emplace_back(layer.name() + "/" + name, weight);
  std::vector<std::pair<std::string, Variable>> all;
  for (const Variable& input : state.inputs)
    all.emplace_back(state.inputs.size() == 1 ? "input" : "input:" + skip_places(input).name(), input);
  all.insert(all.end(), found.places.begin(), found.places.end());
  refuse_equal_paths(all, found.layers);
  state.places = std::move(all);
  state.layers = std::move(found.layers);
  state.calls = std::move(found.calls);
  state.updates = std::move(found.updates);
}

}  // namespace pellucid::inline v0
