// What compiling a model leaves: its trained outputs, the weights that are trained, and the steps made so far.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "base/cache.hpp"
#include "nn/train/compiled_step.hpp"
#include "nn/train/examples.hpp"
#include "nn/train/outputs.hpp"

namespace pellucid::inline v0 {

enum class Use : std::uint8_t { train, test };

class Trainer {
 public:
  /// Of a model that has a graph. Throws ValueError when the options do not fit the model. Moves its weights side by side.
  Trainer(const ModelState& model, const CompileOptions& options);

  /// Checks the data of a call and fits them to the model, into `out`. Allocates nothing when they fit as they are.
  void take(const Data& x, const Data& y, const std::optional<Array>& sample_weight, std::string_view where, Examples& out) const;
  void weigh(Examples& examples, const std::map<std::int64_t, double>& class_weight, std::string_view where) const;

  /// The step for such examples; made when it is asked for first. Those for other labels than the outputs fix, or with weights, are kept as far as
  /// they find room, the least recently used ones go.
  std::shared_ptr<const CompiledStep> step(Use use, const Examples& examples);
  CacheCounts other_steps() const { return other_steps_.counts(); }

  /// While it is held no other call trains. Throws StateError when one does; warns, once, when `trainable` changed since compiling.
  std::unique_lock<std::mutex> begin_training(std::string_view where);
  /// The same without the warning, for who changes what is trained.
  std::unique_lock<std::mutex> no_training(std::string_view where);
  std::size_t input_count() const { return inputs_.size(); }

  /// Kept between calls of train_on_batch; belongs to whoever holds the training.
  struct OnBatch {
    Examples examples;
    std::optional<StepRun> run;
  };
  OnBatch& on_batch() { return on_batch_; }

 private:
  void take_labels(const std::vector<Array>& y, std::string_view where, Examples& out) const;
  void warn_of_changed_weights();
  std::shared_ptr<const CompiledStep> make_step(Use use, const std::vector<Type>& types) const;
  StepGraph make_graph(Use use, const std::vector<Type>& types) const;

  const ModelState& model_;
  CompileOptions options_;
  std::vector<TrainedOutput> outputs_;
  std::vector<SharedVariable> trained_;
  std::vector<ArraySpec> inputs_, labels_;  // of a loss of the user's own: a label's role alone
  std::vector<std::string> input_names_, output_names_;
  bool labels_are_fixed_ = true;
  std::vector<ArraySpec> plain_;  // inputs and labels, when these are fixed

  std::mutex making_, training_;
  static constexpr std::size_t most_bytes = std::size_t{128} << 20;  // of other steps
  std::map<Use, std::shared_ptr<const CompiledStep>> plain_steps_;
  Cache<std::string, const CompiledStep> other_steps_{{.bytes = most_bytes}};  // by use and the types of what is given
  std::uint64_t trainable_changes_seen_;
  bool has_warned_ = false;
  OnBatch on_batch_;
};

/// The trainer of a compiled model, which `first` builds for `x` when it has no graph yet. Throws StateError before compile.
std::shared_ptr<Trainer> trainer_for(ModelState& model, const std::vector<Array>& x, std::string_view where, FirstData& first);
/// What the model's inputs must be, and what they are called.
std::vector<ArraySpec> input_specs(const ModelState& model);
std::vector<std::string> input_names(const Variables& inputs);

}  // namespace pellucid::inline v0
