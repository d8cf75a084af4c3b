// Weights of a model in an npz file, by path.
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <pellucid/files.hpp>

#include "base/refuse.hpp"
#include "nn/model/state.hpp"

namespace pellucid::inline v0 {
namespace {

// What does not fit, one line for each kind.
std::string differences(const std::vector<std::pair<std::string, SharedVariable>>& weights, const Arrays& arrays) {
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

void Model::save_weights(const std::string& path) const {
  pellucid::built(model_, "weights");
  Arrays arrays;
  for (const auto& [name, weight] : named_weights()) arrays.insert(name, weight.get_value());
  save_npz(path, arrays);
}

void Model::load_weights(const std::string& path) const {
  pellucid::built(model_, "weights");
  const Arrays arrays = load_npz(path);
  const auto weights = named_weights();
  const std::string wrong = differences(weights, arrays);
  if (!wrong.empty()) refuse<FormatError>({.where = path, .what = fmt::format("the weights do not fit model '{}'{}", model_->name, wrong)});
  for (const auto& [name, weight] : weights) weight.set_value(arrays[name]);
}

}  // namespace pellucid::inline v0
