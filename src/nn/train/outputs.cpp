#include "nn/train/outputs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

// By the layer that makes it; a layer with several outputs of the model, or called several times, gives "name", "name_1", ...
std::vector<std::string> output_names(const ModelState& model) {
  std::vector<std::string> names;
  for (const Variable& output : model.outputs) {
    const auto call = find_call(output);
    const std::string base = call ? call->layer.name() : "output";
    std::string name = base;
    for (int number = 1; std::ranges::find(names, name) != names.end(); ++number) name = fmt::format("{}_{}", base, number);
    names.push_back(name);
  }
  return names;
}

void check_count(const ModelState& model, std::string_view option, std::size_t count, const std::vector<std::string>& names) {
  if (count == names.size()) return;
  refuse<ValueError>({.where = "compile",
                      .what = fmt::format("'{}' does not fit the outputs of model '{}'", option, model.name),
                      .expected = fmt::format("one for each of {}", fmt::join(names, ", ")),
                      .received = std::to_string(count)});
}

void check_one_way(bool of_all, std::string_view option, bool of_each, std::string_view option_of_each) {
  if (!of_all || !of_each) return;
  refuse<ValueError>({.where = "compile",
                      .what = fmt::format("both '{}' and '{}' are given", option, option_of_each),
                      .hint = fmt::format("'{}' is of every output, '{}' has one for each.", option, option_of_each)});
}

}  // namespace

std::vector<TrainedOutput> trained_outputs(const ModelState& model, const CompileOptions& options) {
  const std::vector<std::string> names = output_names(model);
  check_one_way(static_cast<bool>(options.loss), "loss", !options.losses.empty(), "losses");
  check_one_way(!options.metrics.empty(), "metrics", !options.output_metrics.empty(), "output_metrics");
  if (!options.losses.empty()) check_count(model, "losses", options.losses.size(), names);
  if (!options.loss_weights.empty()) check_count(model, "loss_weights", options.loss_weights.size(), names);
  if (!options.output_metrics.empty()) check_count(model, "output_metrics", options.output_metrics.size(), names);
  std::vector<TrainedOutput> outputs;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Loss& loss = options.losses.empty() ? options.loss : options.losses[i];
    const double weight = options.loss_weights.empty() ? 1 : options.loss_weights[i];
    const std::vector<Metric>& metrics = options.output_metrics.empty() ? options.metrics : options.output_metrics[i];
    if (!std::isfinite(static_cast<float>(weight)))
      refuse<ValueError>({.where = "compile",
                          .what = fmt::format("the loss weight of '{}' is no number that float32 can hold", names[i]),
                          .received = fmt::format("{}", weight)});
    if (loss && model.outputs[i].rank() == 0)
      refuse<ShapeError>({.where = "compile",
                          .what = fmt::format("the output '{}' is one number and does not count examples", names[i]),
                          .expected = "[batch, ...]",
                          .received = to_string(model.outputs[i].type())});
    if (!loss && !options.output_metrics.empty() && !metrics.empty())
      refuse<ValueError>({.where = "compile",
                          .what = fmt::format("the output '{}' has metrics but no loss, so it takes no y to measure it by", names[i]),
                          .hint = "Give it a loss of loss weight 0."});
    if (loss) outputs.push_back({names[i], model.outputs[i], mask_of(model.outputs[i]), loss, weight, metrics});
  }
  return outputs;
}

ArraySpec TrainedOutput::labels(const std::string& role) const {
  const Type& type = prediction.type();
  if (loss.labels() == LabelKind::like_prediction) return {role, type};
  Dims dims = type.dims;
  if (!dims.empty()) dims.pop_back();
  return {role, {DType::int64, dims}};
}

ArraySpec TrainedOutput::labels(const Array& given, const std::string& role) const {
  if (fixes_labels()) return labels(role);
  const Dims& like = prediction.dims();
  const bool is_column = like.size() >= 2 && like.back() == Dim(1) && given.rank() + 1 == like.size();
  Dims dims = like.empty() ? Dims{} : Dims{like[0]};
  for (std::size_t i = 1; i < given.rank(); ++i) {
    const bool is_like = i < like.size() && !like[i].is_known();
    dims.push_back(is_like ? like[i] : Dim(given.shape()[i]));
  }
  if (is_column) dims.emplace_back(1);
  return {role, {is_integer(given.dtype()) ? given.dtype() : DType::float32, dims}};
}

}  // namespace pellucid::inline v0
