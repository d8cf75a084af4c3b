// Weights of a model in an npz file, by path.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <pellucid/files.hpp>

#include "base/refuse.hpp"
#include "nn/model/state.hpp"
#include "nn/session.hpp"

namespace pellucid::inline v0 {
namespace {

using NamedWeights = std::vector<std::pair<std::string, SharedVariable>>;

// In files, a layer without a name of its own is called by its kind, counted within its model, as in Keras 3: names counted within the process are
// others for the same net made again. What users named stays free for them.
std::vector<std::string> names_in_files(const std::vector<Layer>& layers) {
  std::set<std::string, std::less<>> given;
  for (const Layer& layer : layers)
    if (layer.state()->is_named) given.insert(layer.name());
  const auto is_taken = [&](const std::string& name) {
    return std::ranges::any_of(given, [&](const std::string& other) { return other == name || other.starts_with(name + "/"); });
  };
  std::map<std::string, int, std::less<>> counts;
  std::vector<std::string> names;
  for (const Layer& layer : layers) {
    std::string name = layer.name();
    while (!layer.state()->is_named) {
      const std::string base = snake_case(layer.kind());
      const int number = counts[base]++;
      name = number == 0 ? base : fmt::format("{}_{}", base, number);
      if (!is_taken(name)) break;
    }
    names.push_back(std::move(name));
  }
  return names;
}

void add_weights(const std::vector<Layer>& layers, const std::string& prefix, NamedWeights& all) {
  const std::vector<std::string> names = names_in_files(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string path = prefix + names[i] + "/";
    for (const auto& weight : layers[i].state()->weights) all.emplace_back(path + weight.name, weight.variable);
    add_weights(layers[i].definition().sublayers(), path, all);
  }
}

NamedWeights weights_in_files(const ModelState& model) {
  NamedWeights all;
  add_weights(model.layers, "", all);
  return all;
}

// What does not fit, one line for each kind.
std::string differences(const NamedWeights& weights, const Arrays& arrays) {
  std::vector<std::string> missing, unexpected, misshapen;
  std::set<std::string, std::less<>> known;
  for (const auto& [path, weight] : weights) {
    known.insert(path);
    const Array* found = arrays.find(path);
    const Shape shape = weight.borrow().shape();
    if (found == nullptr) missing.push_back(fmt::format("{} {}", path, to_string(shape)));
    else if (found->shape() != shape)
      misshapen.push_back(fmt::format("{} (expected {}, received {})", path, to_string(shape), to_string(found->shape())));
  }
  for (const auto& [path, array] : arrays)
    if (!known.contains(path)) unexpected.push_back(path);
  std::string text;
  const auto add = [&](std::string_view kind, const std::vector<std::string>& paths) {
    if (!paths.empty()) text += fmt::format("\n  {}: {}", kind, fmt::join(paths, ", "));
  };
  add("missing", missing);
  add("unexpected", unexpected);
  add("misshapen", misshapen);
  return text;
}

}  // namespace

void Model::save_weights(const FilePath& path) const {
  Arrays arrays;
  for (const auto& [name, weight] : weights_in_files(pellucid::built(model_, "weights"))) arrays.insert(name, weight.get_value());
  save_npz(path, arrays);
}

void Model::load_weights(const FilePath& path) const {
  NamedWeights weights = weights_in_files(pellucid::built(model_, "weights"));
  const Arrays arrays = load_npz(path);
  const std::string wrong = differences(weights, arrays);
  if (!wrong.empty()) weights = named_weights();
  if (!wrong.empty() && !differences(weights, arrays).empty())
    refuse<FormatError>({.where = path.string(), .what = fmt::format("the weights do not fit model '{}'{}", model_->name, wrong)});
  for (const auto& [name, weight] : weights) weight.set_value(arrays[name]);
}

}  // namespace pellucid::inline v0
