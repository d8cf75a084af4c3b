// Metrics by name: accuracies, and every loss.
#include <map>

#include <pellucid/training.hpp>

#include "base/refuse.hpp"
#include "nn/losses/names.hpp"
#include "nn/metrics/accuracy.hpp"
#include "nn/session.hpp"
#include "nn/user_function.hpp"

namespace pellucid::inline v0 {
namespace {

const std::map<std::string, Metric::PerExample, std::less<>>& metrics_by_name() {
  static const std::map<std::string, Metric::PerExample, std::less<>> all = {
      {"accuracy", accuracy},
      {"acc", accuracy},
      {"binary_accuracy", binary_accuracy},
      {"binary_accuracy_keras2", binary_accuracy_keras2},
      {"categorical_accuracy", categorical_accuracy},
      {"sparse_categorical_accuracy", sparse_categorical_accuracy},
  };
  return all;
}

Metric::PerExample find_metric(const std::string& name) {
  const auto found = metrics_by_name().find(snake_case(name));
  if (found != metrics_by_name().end()) return found->second;
  try {
    return Loss(name);
  } catch (const NameError&) {
    std::vector<std::string> known = loss_names();
    for (const auto& [other, function] : metrics_by_name()) known.push_back(other);
    refuse<NameError>({.where = "metric", .what = "no metric is called '" + name + "'", .hint = nearest_names(name, known)});
  }
}

}  // namespace

Metric::Metric(std::string name) : name_(std::move(name)), per_example_(find_metric(name_)) {}

Metric::Metric(std::string name, PerExample per_example) : name_(std::move(name)), per_example_(std::move(per_example)) {
  check_function("Metric", name_, per_example_ != nullptr);
}

Variable Metric::operator()(const Variable& y, const Variable& prediction) const {
  if (!per_example_) refuse<StateError>({.where = "Metric", .what = "the metric is empty", .hint = R"(Give it a name: Metric("mae").)"});
  return per_example_(y, prediction);
}

}  // namespace pellucid::inline v0
