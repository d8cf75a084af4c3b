#include "nn/train/trainer.hpp"

#include <algorithm>
#include <iostream>
#include <unordered_set>

#include <fmt/format.h>

#include "base/refuse.hpp"
#include "graph/node.hpp"
#include "nn/data.hpp"
#include "nn/train/labels.hpp"
#include "nn/train/side_by_side.hpp"
#include "nn/train/weights.hpp"

namespace pellucid::inline v0 {
namespace {

// Each once: a layer may stand in the model and in a model inside it.
std::vector<SharedVariable> without_repeats(const std::vector<SharedVariable>& all) {
  std::vector<SharedVariable> kept;
  std::unordered_set<Variable> seen;
  for (const SharedVariable& variable : all)
    if (seen.insert(variable.variable()).second) kept.push_back(variable);
  return kept;
}

std::vector<SharedVariable> trainable_weights_of(const ModelState& model) {
  std::vector<SharedVariable> trained;
  const auto layer = model.layer.lock();
  if (layer && !layer->trainable) return trained;
  for (const Layer& inner : model.layers)
    for (const SharedVariable& weight : inner.trainable_weights()) trained.push_back(weight);
  return without_repeats(trained);
}

void lay_weights_side_by_side(const ModelState& model) {
  std::vector<SharedVariable> weights;
  for (const Layer& layer : model.layers)
    for (const SharedVariable& weight : layer.weights()) weights.push_back(weight);
  lay_side_by_side(without_repeats(weights));
}

void lay_slots_side_by_side(const OptimizerDefinition& optimizer) {
  std::map<std::string, std::vector<SharedVariable>, std::less<>> by_name;
  for (const OptimizerDefinition::Slot& slot : optimizer.slots()) by_name[slot.name].push_back(slot.value);
  for (const auto& [name, slots] : by_name) lay_side_by_side(slots);
}

bool same_variables(const std::vector<SharedVariable>& a, const std::vector<SharedVariable>& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return x.variable() == y.variable(); });
}

}  // namespace

std::vector<ArraySpec> input_specs(const ModelState& model) {
  std::vector<ArraySpec> specs;
  for (std::size_t i = 0; i < model.inputs.size(); ++i) {
    const Variable input = skip_places(model.inputs[i]);
    specs.emplace_back(model.inputs.size() == 1 ? "x" : fmt::format("x[{}] ({})", i, input.name()), input.type());
  }
  return specs;
}

std::vector<std::string> input_names(const Variables& inputs) {
  std::vector<std::string> names;
  for (const Variable& input : inputs) names.push_back(skip_places(input).name());
  return names;
}

Trainer::Trainer(const ModelState& model, const CompileOptions& options)
    : model_(model),
      options_(options),
      outputs_(trained_outputs(model, options)),
      trained_(trainable_weights_of(model)),
      inputs_(input_specs(model)),
      input_names_(input_names(model.inputs)),
      trainable_changes_seen_(trainable_changes()) {
  for (const TrainedOutput& output : outputs_) {
    const std::string role = outputs_.size() == 1 ? "y" : fmt::format("y of '{}'", output.name);
    output_names_.push_back(output.name);
    labels_.push_back(output.fixes_labels() ? output.labels(role) : ArraySpec(role, {}));
    labels_are_fixed_ = labels_are_fixed_ && output.fixes_labels();
  }
  plain_ = inputs_;
  plain_.insert(plain_.end(), labels_.begin(), labels_.end());
  lay_weights_side_by_side(model);
}

void Trainer::take(const Data& x, const Data& y, const std::optional<Array>& sample_weight, std::string_view where, Examples& out) const {
  if (outputs_.empty())
    refuse<StateError>(
        {.where = std::string(where), .what = "the model was compiled without a loss", .hint = R"(compile({.loss = "mse"}))"});
  out.clear();
  std::vector<Array> sorted_x, sorted_y;
  fit_all(in_order(x, input_names_, "input", where, sorted_x), inputs_, "x", where, out.arrays);
  check_whole_numbers(out.arrays, inputs_, where);
  take_labels(in_order(y, output_names_, "output", where, sorted_y), where, out);
  out.count = common_length(out.arrays, plain_, where);
  if (!sample_weight) return;
  check_sample_weights(*sample_weight, out.count, outputs_, where);
  out.arrays.push_back(*sample_weight);
  out.has_weights = true;
}

void Trainer::take_labels(const std::vector<Array>& y, std::string_view where, Examples& out) const {
  if (y.size() == outputs_.size())
    for (std::size_t i = 0; i < y.size(); ++i) check_label_kind(outputs_[i], y[i], labels_[i].role, where);
  if (labels_are_fixed_ || y.size() != outputs_.size()) {
    fit_all(y, labels_, "y", where, out.arrays);
  } else {
    for (std::size_t i = 0; i < y.size(); ++i) out.arrays.push_back(fitted(y[i], outputs_[i].labels(y[i], labels_[i].role), where));
  }
  for (std::size_t i = 0; i < y.size(); ++i) check_classes(outputs_[i], out.arrays[inputs_.size() + i], labels_[i].role, where);
}

void Trainer::weigh(Examples& examples, const std::map<std::int64_t, double>& class_weight, std::string_view where) const {
  weigh_by_class(examples, class_weight, inputs_.size(), outputs_, where);
}

std::shared_ptr<const CompiledStep> Trainer::step(Use use, const Examples& examples) {
  const std::scoped_lock lock(making_);
  const bool is_plain = labels_are_fixed_ && !examples.has_weights;
  if (is_plain)
    if (const auto known = plain_steps_.find(use); known != plain_steps_.end()) return known->second;

  std::vector<Type> types;
  for (const ArraySpec& input : inputs_) types.push_back(input.type);
  for (std::size_t i = 0; i < outputs_.size(); ++i) types.push_back(outputs_[i].labels(examples.arrays[inputs_.size() + i], "").type);
  if (examples.has_weights) {
    const Dims& dims = outputs_[0].prediction.dims();
    types.push_back({DType::float32, {dims.begin(), dims.begin() + static_cast<std::ptrdiff_t>(examples.arrays.back().rank())}});
  }
  if (is_plain) return plain_steps_[use] = make_step(use, types);
  std::string key = use == Use::train ? "train" : "test";
  for (const Type& type : types) key += ' ' + to_string(type);
  auto step = other_steps_.get(key, [&] { return Cache<std::string, const CompiledStep>::Made{make_step(use, types)}; });
  other_steps_.weigh(key, step->bytes());
  return step;
}

std::shared_ptr<const CompiledStep> Trainer::make_step(Use use, const std::vector<Type>& types) const {
  return std::make_shared<const CompiledStep>(make_graph(use, types), use == Use::train ? "train" : "test");
}

StepGraph Trainer::make_graph(Use use, const std::vector<Type>& types) const {
  const auto first = types.begin() + static_cast<std::ptrdiff_t>(inputs_.size()),
             last = first + static_cast<std::ptrdiff_t>(outputs_.size());
  const std::vector<Type> labels(first, last);
  const std::optional<Type> weights = last == types.end() ? std::nullopt : std::optional(*last);
  if (use == Use::test) return test_graph(model_, outputs_, labels, weights);
  OptimizerDefinition& optimizer = options_.optimizer.definition();
  StepGraph graph = train_graph(model_, outputs_, labels, weights, optimizer, trained_);
  lay_slots_side_by_side(optimizer);
  return graph;
}

std::unique_lock<std::mutex> Trainer::begin_training(std::string_view where) {
  std::unique_lock<std::mutex> lock = no_training(where);
  if (trainable_changes() != trainable_changes_seen_) warn_of_changed_weights();
  return lock;
}

std::unique_lock<std::mutex> Trainer::no_training(std::string_view where) {
  std::unique_lock lock(training_, std::try_to_lock);
  if (!lock)
    refuse<StateError>(
        {.where = std::string(where), .what = "the model is training in another call", .hint = "Wait until it ends, or train a clone()."});
  return lock;
}

void Trainer::warn_of_changed_weights() {
  trainable_changes_seen_ = trainable_changes();
  if (has_warned_ || same_variables(trained_, trainable_weights_of(model_))) return;
  has_warned_ = true;
  std::cerr << "pellucid: 'trainable' of a layer of model '" << model_.name
            << "' was changed after compile(); it takes effect when the model is compiled again.\n";
}

std::shared_ptr<Trainer> trainer_for(ModelState& model, const std::vector<Array>& x, std::string_view where, FirstData& first) {
  const std::scoped_lock lock(model.making);
  if (!model.compiled)
    refuse<StateError>({.where = std::string(where),
                        .what = fmt::format("You must call compile() before {}", where.substr(where.find('.') + 1)),
                        .hint = R"(compile({.optimizer = "adam", .loss = "mse"}))"});
  first.build(model, x);
  if (!model.trainer) model.trainer = std::make_shared<Trainer>(model, *model.compiled);
  return model.trainer;
}

}  // namespace pellucid::inline v0
