// Losses by name: each is the op of that name.
#include <map>

#include <pellucid/training.hpp>

#include "base/refuse.hpp"
#include "nn/losses/columns.hpp"
#include "nn/losses/names.hpp"
#include "nn/session.hpp"
#include "nn/user_function.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct NamedLoss {
  std::string_view name;
  LabelKind labels;
  Loss::PerExample per_example;
};

const std::vector<NamedLoss>& named_losses() {
  static const std::vector<NamedLoss> all = {
      {"mean_squared_error", LabelKind::like_prediction,
       [](const Variable& y, const Variable& p) { return vocabulary::mean_squared_error(y, p); }},
      {"mean_absolute_error", LabelKind::like_prediction,
       [](const Variable& y, const Variable& p) { return vocabulary::mean_absolute_error(y, p); }},
      {"huber", LabelKind::like_prediction, [](const Variable& y, const Variable& p) { return vocabulary::huber(y, p); }},
      {"binary_crossentropy", LabelKind::like_prediction,
       [](const Variable& y, const Variable& p) { return vocabulary::binary_crossentropy(y, p); }},
      {"categorical_crossentropy", LabelKind::like_prediction,
       [](const Variable& y, const Variable& p) { return vocabulary::categorical_crossentropy(y, p); }},
      {"sparse_categorical_crossentropy", LabelKind::classes,
       [](const Variable& y, const Variable& p) { return vocabulary::sparse_categorical_crossentropy(y, p); }},
  };
  return all;
}

// Keras's short forms; class names ("MeanSquaredError") are the names in CamelCase.
const std::map<std::string, std::string, std::less<>>& loss_aliases() {
  static const std::map<std::string, std::string, std::less<>> all = {
      {"mse", "mean_squared_error"},  {"MSE", "mean_squared_error"},  {"mae", "mean_absolute_error"},
      {"MAE", "mean_absolute_error"}, {"bce", "binary_crossentropy"}, {"BCE", "binary_crossentropy"},
  };
  return all;
}

const NamedLoss& find_loss(const std::string& name) {
  const auto alias = loss_aliases().find(name);
  const std::string full = alias != loss_aliases().end() ? alias->second : snake_case(name);
  for (const NamedLoss& loss : named_losses())
    if (loss.name == full) return loss;
  refuse<NameError>({.where = "loss", .what = "no loss is called '" + name + "'", .hint = nearest_names(name, loss_names())});
}

void check_smoothing(std::string_view loss, double smoothing) {
  if (smoothing >= 0 && smoothing <= 1) return;
  refuse<ValueError>({.where = std::string(loss),
                      .what = "'label_smoothing' is out of its range",
                      .expected = "a number from 0 to 1",
                      .received = std::to_string(smoothing)});
}

}  // namespace

std::vector<std::string> loss_names() {
  std::vector<std::string> names;
  for (const NamedLoss& loss : named_losses()) names.emplace_back(loss.name);
  for (const auto& [alias, meant] : loss_aliases()) names.push_back(alias);
  return names;
}

Loss::Loss(std::string name) : name_(std::move(name)) {
  const NamedLoss& loss = find_loss(name_);
  per_example_ = loss.per_example;
  labels_ = loss.labels;
}

Loss::Loss(std::string name, PerExample per_example, LabelKind labels)
    : name_(std::move(name)), per_example_(std::move(per_example)), labels_(labels) {
  check_function("Loss", name_, per_example_ != nullptr);
}

Variable Loss::operator()(const Variable& y, const Variable& prediction) const {
  if (!per_example_) refuse<StateError>({.where = "Loss", .what = "the loss is empty", .hint = R"(Give it a name: Loss("mse").)"});
  if (labels_ != LabelKind::like_prediction) return per_example_(y, prediction);
  const auto [column, p] = as_columns(y, prediction);
  return per_example_(column, p);
}

Loss Huber(const HuberOptions& options) {
  if (!(options.delta > 0))
    refuse<ValueError>(
        {.where = "Huber", .what = "'delta' is not positive", .expected = "a number above 0", .received = std::to_string(options.delta)});
  return {"huber", [options](const Variable& y, const Variable& p) { return vocabulary::huber(y, p, {{"delta", options.delta}}); },
          LabelKind::like_prediction};
}

Loss BinaryCrossentropy(const CrossentropyOptions& options) {
  check_smoothing("BinaryCrossentropy", options.label_smoothing);
  return {"binary_crossentropy",
          [options](const Variable& y, const Variable& p) {
            return vocabulary::binary_crossentropy(y, p,
                                                   {{"from_logits", options.from_logits}, {"label_smoothing", options.label_smoothing}});
          },
          LabelKind::like_prediction};
}

Loss CategoricalCrossentropy(const CrossentropyOptions& options) {
  check_smoothing("CategoricalCrossentropy", options.label_smoothing);
  return {"categorical_crossentropy",
          [options](const Variable& y, const Variable& p) {
            return vocabulary::categorical_crossentropy(
                y, p, {{"from_logits", options.from_logits}, {"label_smoothing", options.label_smoothing}});
          },
          LabelKind::like_prediction};
}

Loss SparseCategoricalCrossentropy(const SparseCrossentropyOptions& options) {
  return {"sparse_categorical_crossentropy",
          [options](const Variable& y, const Variable& p) {
            return vocabulary::sparse_categorical_crossentropy(y, p, {{"from_logits", options.from_logits}});
          },
          LabelKind::classes};
}

}  // namespace pellucid::inline v0
