#include <pellucid/inspector.hpp>

#include <functional>
#include <map>
#include <mutex>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "base/refuse.hpp"
#include "inspect/view.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::size_t most_questions = 64;  // compiled ones kept

std::vector<std::string> all_weights(const std::vector<std::string>& wrt, const View& view) {
  std::vector<std::string> paths;
  for (const std::string& path : wrt) {
    if (path != "weights") paths.push_back(path);
    else
      for (const auto& [weight, value] : view.weights()) paths.push_back(weight);
  }
  return paths;
}

Targets targets_of(const std::vector<std::string>& paths, const View& view) {
  Targets targets;
  for (const std::string& path : paths) targets.push_back(view.value(path));
  return targets;
}

Variables weight_values(const View& view) {
  Variables values;
  for (const auto& [path, value] : view.weights()) values.push_back(value);
  return values;
}

Targets as_targets(const Variables& values) { return {values.begin(), values.end()}; }

std::string key_of(std::string_view what, const std::vector<std::string>& parts) {
  std::string key(what);
  for (const std::string& part : parts) key += '\n' + part;
  return key;
}

}  // namespace

// Questions are compiled once; what they answer is by name.
struct InspectorState {
  struct Question {
    std::vector<std::string> names;
    Function function;
  };

  InspectorState(const Model& model, const InspectOptions& options) : view(model, options) {}

  Arrays ask(const std::string& key, const Data& x, const std::function<std::vector<std::pair<std::string, Variable>>()>& make) {
    const Question question = compiled(key, make);
    const std::vector<Array> answers = question.function(x.arrays());
    Arrays named;
    for (std::size_t i = 0; i < answers.size(); ++i) named.insert_or_assign(question.names[i], answers[i]);
    return named;
  }

  Question compiled(const std::string& key, const std::function<std::vector<std::pair<std::string, Variable>>()>& make) {
    const std::scoped_lock lock(guard);
    if (const auto known = questions.find(key); known != questions.end()) return known->second;
    Question question;
    Targets outputs;
    for (auto& [name, value] : make()) {
      question.names.push_back(name);
      outputs.emplace_back(value);
    }
    question.function = Function(view.inputs(), outputs, {.name = "question to '" + view.model_name() + "'"});
    if (questions.size() >= most_questions) questions.clear();
    return questions.emplace(key, std::move(question)).first->second;
  }

  View view;
  std::mutex guard;
  std::map<std::string, Question> questions;
};

Inspector::Inspector(const Model& model, const InspectOptions& options) : state_(std::make_shared<InspectorState>(model, options)) {}

InspectorState& Inspector::state() const {
  if (!state_)
    refuse<StateError>({.where = "Inspector", .what = "the inspector is empty: it was moved from", .hint = "Make one of the model."});
  return *state_;
}

Arrays Inspector::read(const std::vector<std::string>& paths, const Data& x) const {
  return state().ask(key_of("read", paths), x, [&] {
    std::vector<std::pair<std::string, Variable>> values;
    for (const std::string& path : paths) values.emplace_back(path, state().view.value(path).value());
    return values;
  });
}

Array Inspector::read(std::string_view path, const Data& x) const { return read(std::vector<std::string>{std::string(path)}, x)[path]; }

Arrays Inspector::gradient(std::string_view of, const std::vector<std::string>& wrt, const Data& x, const GradientOptions& options) const {
  const View& view = state().view;
  const std::vector<std::string> paths = all_weights(wrt, view);
  std::vector<std::string> parts = {std::string(of), options.reduce, options.zero_if_disconnected ? "zero" : ""};
  parts.insert(parts.end(), paths.begin(), paths.end());
  return state().ask(key_of("gradient", parts), x, [&] {
    const auto otherwise = options.zero_if_disconnected ? IfDisconnected::zero : IfDisconnected::error;
    const Variables results =
        pellucid::gradient(view.value(of), targets_of(paths, view), {.reduce = options.reduce, .if_disconnected = otherwise});
    std::vector<std::pair<std::string, Variable>> named;
    for (std::size_t i = 0; i < paths.size(); ++i) named.emplace_back(paths[i], results[i]);
    return named;
  });
}

Array Inspector::gradient(std::string_view of, std::string_view wrt, const Data& x) const {
  return gradient(of, std::vector<std::string>{std::string(wrt)}, x)[wrt];
}

Array Inspector::jacobian(std::string_view of, std::string_view wrt, const Data& x, bool per_example) const {
  const View& view = state().view;
  return state().ask(key_of("jacobian", {std::string(of), std::string(wrt), per_example ? "example" : ""}), x, [&] {
    const Variable result = pellucid::jacobian(view.value(of), view.value(wrt), {.per_example = per_example});
    return std::vector<std::pair<std::string, Variable>>{{std::string(wrt), result}};
  })[wrt];
}

Arrays Inspector::neuron_gradient(std::string_view layer, std::int64_t unit, const Data& x) const {
  const View& view = state().view;
  return state().ask(key_of("neuron", {std::string(layer), std::to_string(unit)}), x, [&] {
    const Variable output = view.output_of(std::string(layer));
    const Dim units = output.dims().back();
    if (units.is_known() && (unit < 0 || unit >= units.value()))
      refuse<IndexError>({.where = "neuron_gradient",
                          .what = "the layer '" + std::string(layer) + "' has no unit " + std::to_string(unit),
                          .expected = "0 to " + (units - 1).to_string()});
    const Variable neuron = output.select(Selection({Ellipsis{}, unit}));
    const Variables slopes =
        pellucid::jacobian(neuron, as_targets(weight_values(view)), {.per_example = true, .if_disconnected = IfDisconnected::zero});
    std::vector<std::pair<std::string, Variable>> named;
    for (std::size_t i = 0; i < slopes.size(); ++i) named.emplace_back(view.weights()[i].first, slopes[i]);
    return named;
  });
}

Arrays Inspector::neuron_gradients(const Data& x) const {
  const View& view = state().view;
  return state().ask("neurons", x, [&] {
    std::vector<std::pair<std::string, Variable>> named;
    for (const auto& [layer, output] : view.outputs_of_layers_with_weights()) {
      const Variables slopes =
          pellucid::jacobian(output, as_targets(weight_values(view)), {.per_example = true, .if_disconnected = IfDisconnected::zero});
      for (std::size_t i = 0; i < slopes.size(); ++i) named.emplace_back(layer + ":" + view.weights()[i].first, slopes[i]);
    }
    return named;
  });
}

}  // namespace pellucid::inline v0
