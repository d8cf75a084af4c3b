// What optimizers share: the handle, slots, the count of steps, names.
#include <cctype>
#include <map>
#include <unordered_map>

#include <pellucid/training.hpp>

#include "base/refuse.hpp"
#include "nn/optimizers/checks.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

using MakeOptimizer = Optimizer (*)();

const std::map<std::string, MakeOptimizer, std::less<>>& optimizers_by_name() {
  static const std::map<std::string, MakeOptimizer, std::less<>> all = {
      {"sgd", [] { return SGD(); }},
      {"rmsprop", [] { return RMSprop(); }},
      {"adam", [] { return Adam(); }},
  };
  return all;
}

}  // namespace

OptimizerDefinition::OptimizerDefinition(double learning_rate)
    : iteration_(Array(0, DType::int64), "iteration"), learning_rate_(Array(learning_rate, DType::float32), "learning_rate") {
  check_learning_rate("optimizer", learning_rate);
}

OptimizerDefinition::~OptimizerDefinition() = default;

SharedVariable OptimizerDefinition::slot(std::string_view slot_name, const SharedVariable& weight) {
  const auto [entry, is_new] = slot_of_.try_emplace({std::string(slot_name), weight.variable().node().get()}, slots_.size());
  if (is_new) {
    const Array zeros = Array::zeros(weight.borrow().shape(), weight.borrow().dtype());
    const std::string path = std::string(name()) + "/" + weight.name() + "/" + std::string(slot_name);
    slots_.push_back({std::string(slot_name), weight, SharedVariable(zeros, path)});
  }
  return slots_[entry->second].value;
}

Updates OptimizerDefinition::step(const std::vector<SharedVariable>& weights, const Variables& gradients) {
  Updates all = updates(weights, gradients);
  all.emplace_back(iteration_, iteration_.variable() + 1);
  has_stepped_ = true;
  return all;
}

void OptimizerDefinition::continue_from(const OptimizerDefinition& other,
                                        const std::vector<std::pair<SharedVariable, SharedVariable>>& weights) {
  iteration_.set_value(other.iteration_.get_value());
  learning_rate_.set_value(other.learning_rate_.get_value());
  has_stepped_ = other.has_stepped_;
  std::unordered_map<Variable, SharedVariable> stands_for;
  for (const auto& [theirs, ours] : weights) stands_for.emplace(theirs.variable(), ours);
  for (const Slot& theirs : other.slots_)
    if (const auto found = stands_for.find(theirs.weight.variable()); found != stands_for.end())
      slot(theirs.name, found->second).set_value(theirs.value.get_value());
}

OptimizerDefinition& Optimizer::definition() const {
  if (!definition_) refuse<StateError>({.where = "Optimizer", .what = "the optimizer is empty", .hint = "Assign one first: Adam()."});
  return *definition_;
}

Optimizer Optimizer::by_name(std::string_view name) {
  std::string lower(name);  // "Adam" is "adam", as in Keras
  for (char& letter : lower) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  const auto found = optimizers_by_name().find(lower);
  if (found != optimizers_by_name().end()) return found->second();
  std::vector<std::string> known;
  for (const auto& [other, make] : optimizers_by_name()) known.push_back(other);
  refuse<NameError>(
      {.where = "optimizer", .what = "no optimizer is called '" + std::string(name) + "'", .hint = nearest_names(name, known)});
}

std::string Optimizer::name() const { return std::string(definition().name()); }

double Optimizer::learning_rate() const { return definition().learning_rate().get_value().item<float>(); }

void Optimizer::set_learning_rate(double rate) const {
  check_learning_rate(definition().name(), rate);
  definition().learning_rate().set_value(Array(rate));
}

std::int64_t Optimizer::iterations() const { return definition().iteration().get_value().item<std::int64_t>(); }

std::vector<SharedVariable> Optimizer::variables() const {
  if (!definition().has_stepped()) return {};
  std::vector<SharedVariable> all = {definition().iteration(), definition().learning_rate()};
  for (const OptimizerDefinition::Slot& slot : definition().slots()) all.push_back(slot.value);
  return all;
}

}  // namespace pellucid::inline v0
