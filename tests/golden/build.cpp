#include "build.hpp"

#include <map>

namespace pl = pellucid;
using nlohmann::json;

namespace golden {
namespace {

// Sets an option where the description has it.
template <class T>
void read(const json& options, const char* key, T& into) {
  if (options.contains(key)) into = options.at(key).get<T>();
}
void read(const json& options, const char* key, pl::ActivationFunction& into) {
  if (options.contains(key)) into = options.at(key).get<std::string>();
}

pl::RecurrentOptions recurrent_options(const json& options, const std::string& name) {
  pl::RecurrentOptions all{.name = name};
  read(options, "activation", all.activation);
  read(options, "recurrent_activation", all.recurrent_activation);
  read(options, "use_bias", all.use_bias);
  read(options, "reset_after", all.reset_after);
  read(options, "dropout", all.dropout);
  read(options, "recurrent_dropout", all.recurrent_dropout);
  read(options, "return_sequences", all.return_sequences);
  read(options, "return_state", all.return_state);
  read(options, "go_backwards", all.go_backwards);
  read(options, "stateful", all.stateful);
  read(options, "zero_output_for_mask", all.zero_output_for_mask);
  return all;
}

pl::Layer dense(const json& options, const std::string& name) {
  pl::DenseOptions all{.name = name};
  read(options, "activation", all.activation);
  read(options, "use_bias", all.use_bias);
  return pl::Dense(options.at("units").get<std::int64_t>(), all);
}

pl::Layer embedding(const json& options, const std::string& name) {
  pl::EmbeddingOptions all{.name = name};
  read(options, "mask_zero", all.mask_zero);
  return pl::Embedding(options.at("input_dim").get<std::int64_t>(), options.at("output_dim").get<std::int64_t>(), all);
}

pl::Layer flatten(const json& options, const std::string& name) {
  pl::FlattenOptions all{.name = name};
  read(options, "data_format", all.data_format);
  return pl::Flatten(all);
}

pl::Layer masking(const json& options, const std::string& name) {
  pl::MaskingOptions all{.name = name};
  read(options, "mask_value", all.mask_value);
  return pl::Masking(all);
}

pl::Layer input(const json& layer) {
  pl::Dims dims;
  for (const std::int64_t extent : layer.at("shape")) dims.push_back(extent < 0 ? pl::Dim(pl::unknown) : pl::Dim(extent));
  return pl::Input(
      dims, {.name = layer.at("name"), .dtype = pl::dtype_named(layer.at("dtype").get<std::string>()), .batch_size = layer.at("batch")});
}

pl::Layer make(const json& layer, const pl::Arrays& weights) {
  const std::string kind = layer.at("class");
  if (kind == "InputLayer") return input(layer);
  if (layer.contains("layers")) return build(layer, weights);
  const json& options = layer.at("options");
  const std::string name = layer.at("name");
  if (kind == "Dense") return dense(options, name);
  if (kind == "Activation") return pl::Activation(options.at("activation").get<std::string>(), {.name = name});
  if (kind == "Dropout") return pl::Dropout(options.at("rate"), {.name = name});
  if (kind == "Flatten") return flatten(options, name);
  if (kind == "Reshape") return pl::Reshape(options.at("target_shape").get<std::vector<std::int64_t>>(), {.name = name});
  if (kind == "Embedding") return embedding(options, name);
  if (kind == "Masking") return masking(options, name);
  const auto units = options.at("units").get<std::int64_t>();
  if (kind == "LSTM") return pl::LSTM(units, recurrent_options(options, name));
  if (kind == "GRU") return pl::GRU(units, recurrent_options(options, name));
  if (kind == "SimpleRNN") return pl::SimpleRNN(units, recurrent_options(options, name));
  throw std::runtime_error("golden: translate.py and build.cpp do not know the same layers: " + kind);
}

// After the layer was built: its arrays, and whether it is trained.
void finish(const pl::Layer& layer, const json& description, const pl::Arrays& weights) {
  if (!description.contains("options")) return;
  std::vector<pl::Array> values;
  for (const std::string key : description.at("weights")) values.push_back(weights[key]);
  layer.set_weights(values);
  if (!description.at("options").value("trainable", true)) layer.set_trainable(false);
}

pl::Model sequential(const json& description, const pl::Arrays& weights) {
  std::vector<pl::Layer> layers;
  for (const json& layer : description.at("layers")) layers.push_back(make(layer, weights));
  pl::Sequential model(layers, {.name = description.at("name")});
  for (std::size_t i = 0; i < layers.size(); ++i) finish(layers[i], description.at("layers")[i], weights);
  return model;
}

// A layer of a functional model, and what its calls so far gave.
struct Part {
  pl::Layer layer;
  std::vector<pl::Variables> outputs = {};
};
using Parts = std::map<std::string, Part>;

// The tensors [layer, call, output], or nothing while one of these calls is still to come.
std::optional<pl::Variables> tensors(const json& ends, const Parts& parts) {
  pl::Variables found;
  for (const json& end : ends) {
    const Part& part = parts.at(end[0].get<std::string>());
    const auto call = end[1].get<std::size_t>();
    if (call >= part.outputs.size()) return std::nullopt;
    found.push_back(part.outputs[call].at(end[2].get<std::size_t>()));
  }
  return found;
}

// Makes the next call of the layer if what it takes is there.
bool call_next(const json& description, Part& part, const Parts& parts) {
  const json& calls = description.at("calls");
  if (part.outputs.size() >= calls.size()) return false;
  const std::optional<pl::Variables> inputs = tensors(calls[part.outputs.size()], parts);
  if (!inputs) return false;
  part.outputs.push_back(part.layer.call(*inputs));
  return true;
}

pl::Model functional(const json& description, const pl::Arrays& weights) {
  Parts parts;
  for (const json& layer : description.at("layers")) {
    Part part{make(layer, weights)};
    if (layer.at("class") == "InputLayer") part.outputs.push_back({part.layer.output()});
    parts.emplace(layer.at("name"), part);
  }
  for (bool moved = true; moved;) {
    moved = false;
    for (const json& layer : description.at("layers"))
      while (call_next(layer, parts.at(layer.at("name")), parts)) moved = true;
  }
  for (const json& layer : description.at("layers")) finish(parts.at(layer.at("name")).layer, layer, weights);
  return {tensors(description.at("inputs"), parts).value(),
          tensors(description.at("outputs"), parts).value(),
          {.name = description.at("name")}};
}

}  // namespace

pl::Model build(const json& description, const pl::Arrays& weights) {
  return description.at("class") == "Sequential" ? sequential(description, weights) : functional(description, weights);
}

}  // namespace golden
