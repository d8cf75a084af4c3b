#include "nn/train/step_graph.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include <pellucid/derive.hpp>

#include "base/refuse.hpp"
#include "nn/session.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/magnitude.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr double count_margin = 1e-9;  // a mask that hides all gives 0, not NaN

Variable mean_of_all(const Variable& values) { return values.rank() == 0 ? values : vocabulary::mean(values); }
Variable sum_of_all(const Variable& values) { return values.rank() == 0 ? values : vocabulary::sum(values); }

// Axes that only `values` has come last: [batch] weighs [batch, time] by rows.
Variable spread_as(Variable weight, const Variable& values, std::string_view what) {
  if (weight.rank() > values.rank())
    refuse<ShapeError>({.where = "compile",
                        .what = fmt::format("{} has more axes than the values that it weighs", what),
                        .expected = to_string(values.dims()),
                        .received = to_string(weight.dims())});
  weight = cast_to(weight, DType::float32);
  while (weight.rank() < values.rank()) weight = insert_axis(weight, static_cast<std::int64_t>(weight.rank()));
  return weight;
}

// sum(w l) / N; with a mask m the weights are w m / mean(m).
Variable weighted_loss(Variable values, const std::optional<Variable>& mask, const std::optional<Variable>& weights) {
  if (weights) values = values * spread_as(*weights, values, "sample_weight");
  if (!mask) return mean_of_all(values);
  const Variable kept = spread_as(*mask, values, "the mask");
  return mean_of_all(values * kept) / vocabulary::maximum(mean_of_all(kept), count_margin);
}

class StepGraphBuilder {
 public:
  StepGraphBuilder(const ModelState& model, const std::vector<Type>& labels, const std::optional<Type>& weights) {
    graph_.inputs = model.inputs;
    for (Variable& input : graph_.inputs) input = skip_places(input);
    for (const Type& type : labels) graph_.inputs.push_back(labels_.emplace_back(input("y", type.dims, type.dtype)));
    if (weights) graph_.inputs.push_back(weights_.emplace(input("sample_weight", weights->dims, weights->dtype)));
  }

  void add_outputs(const std::vector<TrainedOutput>& outputs) {
    std::optional<Variable> total;
    Variables losses;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const TrainedOutput& output = outputs[i];
      const Variable values = output.loss(labels_[i], output.prediction);
      if (!is_floating(values.dtype()))
        refuse<DtypeError>({.where = "compile",
                            .what = fmt::format("the loss '{}' of '{}' gives no floating numbers, so it has no derivative",
                                                output.loss.name(), output.name),
                            .expected = "float32",
                            .received = to_string(values.type())});
      if (values.rank() == 0 || (values.dims()[0] != output.prediction.dims()[0] && values.dims()[0] != labels_[i].dims()[0]))
        refuse<ShapeError>(
            {.where = "compile",
             .what = fmt::format("the result of the loss '{}' of '{}' does not count the examples", output.loss.name(), output.name),
             .expected = fmt::format("a number for each, or several: [{}, ...]", output.prediction.dims()[0].to_string()),
             .received = to_string(values.type()),
             .hint = "Leave axis 0 out of means and sums: the mean over the examples is taken behind."});
      losses.push_back(weighted_loss(cast_to(values, DType::float32), output.mask, weights_));
      const Variable part = output.loss_weight == 1 ? losses[i] : losses[i] * output.loss_weight;
      total = total ? *total + part : part;
    }
    report("loss", *total);
    const bool several = outputs.size() > 1;
    for (std::size_t i = 0; several && i < outputs.size(); ++i) report(outputs[i].name + "_loss", losses[i]);
    for (std::size_t i = 0; i < outputs.size(); ++i) add_metrics(outputs[i], labels_[i], several ? outputs[i].name + "_" : "");
    // Counts stand behind what is reported; how far back is known only now.
    graph_.values.insert(graph_.values.end(), counts_.begin(), counts_.end());
    for (Reported& reported : graph_.reported)
      if (reported.count_at) *reported.count_at += graph_.reported.size();
  }

  const Variable& total() const { return graph_.values[0]; }
  StepGraph& graph() { return graph_; }

 private:
  void report(std::string name, const Variable& value, std::optional<std::size_t> count_at = {}) {
    const std::string base = name;
    const auto taken = [&](const Reported& other) { return other.name == name; };
    for (int number = 1; std::ranges::any_of(graph_.reported, taken); ++number) name = fmt::format("{}_{}", base, number);
    graph_.reported.push_back({std::move(name), count_at});
    graph_.values.push_back(value);
  }

  void add_metrics(const TrainedOutput& output, const Variable& labels, const std::string& prefix) {
    for (const Metric& metric : output.metrics) {
      const Variable values = cast_to(metric(labels, output.prediction), DType::float32);
      if (!output.mask) {
        report(prefix + metric.name(), mean_of_all(values));
        continue;
      }
      const Variable kept = spread_as(*output.mask, values, "the mask");
      counts_.push_back(sum_of_all(kept));
      report(prefix + metric.name(), sum_of_all(values * kept) / vocabulary::maximum(counts_.back(), count_margin), counts_.size() - 1);
    }
  }

  StepGraph graph_;
  Variables labels_, counts_;
  std::optional<Variable> weights_;
};

// The 64-bit step of the random state, one further: [seed, seed, low, high].
Variable one_step_further(const Variable& state) {
  const Variable low = slice_axis(state, 0, 2, 1) + 1;
  const Variable high = slice_axis(state, 0, 3, 1) + cast_to(vocabulary::equal(low, 0), DType::uint32);
  return concatenate_along({slice_axis(state, 0, 0, 2), low, high}, 0);
}

bool draws_random_numbers(const Variables& values) {
  const Variables all = ancestors(values);
  return std::ranges::find(all, random_state().variable()) != all.end();
}

// One of them at least must have a share in the loss, or nothing would be trained, in silence.
void refuse_unreached_weights(const Variable& loss, const std::vector<SharedVariable>& trained) {
  const Variables all = ancestors({loss});
  const std::unordered_set<Variable> reached(all.begin(), all.end());
  if (trained.empty() || std::ranges::any_of(trained, [&](const SharedVariable& weight) { return reached.contains(weight); })) return;
  refuse<DisconnectedError>({.where = "compile",
                             .what = "the loss depends on none of the trained weights",
                             .expected = fmt::format("a path from '{}' or another of them", trained[0].name())});
}

// A weight that the loss reaches through integers alone has no derivative, and would not be trained, in silence. One that is kept from it by
// stop_gradient is meant not to be.
void refuse_undefined_gradient(const Variable& loss, const SharedVariable& weight) {
  try {
    gradient(loss, Target(weight.variable()));
  } catch (const DisconnectedError&) {
    return;  // kept from it
  }
}
void refuse_undefined_gradients(const Variable& loss, const std::vector<SharedVariable>& trained, const Variables& gradients) {
  bool any_moves = trained.empty();
  for (std::size_t i = 0; i < trained.size(); ++i) {
    if (is_filled(gradients[i], 0)) refuse_undefined_gradient(loss, trained[i]);
    else any_moves = true;
  }
  if (any_moves) return;
  refuse<UndefinedDerivativeError>({.where = "compile",
                                    .what = "the derivative of the loss by every trained weight is 0",
                                    .expected = fmt::format("a loss that changes with '{}' or another of them: they reach it only through "
                                                            "comparisons, rounding, stop_gradient or factors of 0",
                                                            trained[0].name())});
}

}  // namespace

Updates state_updates(const ModelState& model, bool training) {
  Updates all;
  for (const StateUpdate& update : model.updates) {
    if (update.only_in_training && !training) continue;
    const auto same = std::ranges::find_if(all, [&](const auto& other) { return other.first.variable() == update.state.variable(); });
    if (same == all.end()) all.emplace_back(update.state, update.value);
    else same->second = update.value;  // the state was advanced twice: the later call wins
  }
  return all;
}

StepGraph test_graph(const ModelState& model, const std::vector<TrainedOutput>& outputs, const std::vector<Type>& labels,
                     const std::optional<Type>& weights) {
  StepGraphBuilder builder(model, labels, weights);
  builder.add_outputs(outputs);
  builder.graph().updates = state_updates(model, false);
  return std::move(builder.graph());
}

StepGraph train_graph(const ModelState& model, const std::vector<TrainedOutput>& outputs, const std::vector<Type>& labels,
                      const std::optional<Type>& weights, OptimizerDefinition& optimizer, const std::vector<SharedVariable>& trained) {
  StepGraphBuilder builder(model, labels, weights);
  builder.add_outputs(outputs);
  StepGraph graph = std::move(builder.graph());
  graph.updates = state_updates(model, true);

  // All at once, so that what values and updates share stays shared.
  Variables all = graph.values;
  for (const auto& [state, value] : graph.updates) all.push_back(value);
  all = training_graph(all);
  for (std::size_t i = 0; i < graph.updates.size(); ++i) graph.updates[i].second = all[graph.values.size() + i];
  all.resize(graph.values.size());
  graph.values = std::move(all);

  refuse_unreached_weights(graph.values[0], trained);
  // A weight that the loss does not reach has no share in it, and stays.
  Variables gradients;
  if (!trained.empty())
    gradients = gradient(graph.values[0], Targets(trained.begin(), trained.end()), {.if_disconnected = IfDisconnected::zero});
  refuse_undefined_gradients(graph.values[0], trained, gradients);
  for (auto& update : optimizer.step(trained, gradients)) graph.updates.push_back(std::move(update));
  if (draws_random_numbers(graph.values)) graph.updates.emplace_back(random_state(), one_step_further(random_state()));
  return graph;
}

}  // namespace pellucid::inline v0
