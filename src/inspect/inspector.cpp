#include <pellucid/inspector.hpp>

#include <functional>
#include <memory>
#include <mutex>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "base/cache.hpp"
#include "base/refuse.hpp"
#include "inspect/view.hpp"
#include "nn/data.hpp"
#include "nn/model/state.hpp"
#include "nn/train/batch_size.hpp"

namespace pellucid::inline v0 {
namespace {

// "weights" stands for all that are trained.
std::vector<std::string> expanded(const NameList& wrt, const View& view, const Model& model) {
  std::vector<std::string> paths;
  for (const std::string& path : wrt.names()) {
    if (path != "weights") paths.push_back(path);
    else
      for (const std::string& weight : view.trainable_weights(model)) paths.push_back(weight);
  }
  return paths;
}

std::string one_path(std::string_view wrt, std::string_view question) {
  if (wrt == "weights")
    refuse<ValueError>({.where = std::string(question),
                        .what = "'weights' stands for several paths, and one alone was asked for",
                        .hint = R"(Ask for a list: {"weights"}.)"});
  return std::string(wrt);
}

Targets targets_of(const std::vector<std::string>& paths, const View& view) {
  Targets targets;
  for (const std::string& path : paths) targets.push_back(view.value(path));
  return targets;
}

std::string key_of(std::string_view what, const std::vector<std::string>& parts) {
  std::string key(what);
  for (const std::string& part : parts) key += '\n' + part;
  return key;
}

using NamedValues = std::vector<std::pair<std::string, Variable>>;

NamedValues named(const std::vector<std::string>& names, const Variables& values) {
  NamedValues all;
  for (std::size_t i = 0; i < names.size(); ++i) all.emplace_back(names[i], values[i]);
  return all;
}

NamedValues by_every_weight(const Variable& of, const View& view, const std::string& prefix) {
  std::vector<std::string> names;
  Targets weights;
  for (const auto& [path, value] : view.weights()) {
    names.push_back(prefix + path);
    weights.emplace_back(value);
  }
  return named(names, pellucid::jacobian(of, weights, {.per_example = true, .if_disconnected = IfDisconnected::zero}));
}

}  // namespace

// Questions are compiled once; what they answer is by name.
struct InspectorState {
  struct Question {
    std::vector<std::string> names;
    Function function;
    std::size_t bytes() const {
      constexpr std::size_t of_graph = std::size_t{64} << 10;
      const FunctionMemory memory = function.memory();
      return of_graph + memory.program_bytes + memory.idle_bytes;
    }
  };
  using Questions = Cache<std::string, const Question>;

  InspectorState(Model asked, const InspectOptions& how) : model(std::move(asked)), options(how), questions({.bytes = how.most_bytes}) {
    view();
  }

  /// Of the model as it is: what was asked of one that has changed since is forgotten.
  std::shared_ptr<const View> view() {
    const std::scoped_lock lock(guard);
    if (model.model() && seen && seen->changes() == model.model()->changes) return seen;
    auto now = std::make_shared<const View>(model, options);
    questions.clear();
    return seen = std::move(now);
  }

  Arrays ask(const View& view, const std::string& key, const Data& x, const std::function<NamedValues()>& make) {
    std::vector<Array> sorted;
    const std::vector<Array>& inputs = in_order(x, view.input_names(), "input", "Inspector", sorted);
    if (!inputs.empty() && inputs[0].rank() == view.inputs()[0].rank() && is_stateful(*model.model()))
      check_one_batch(*model.model(), inputs[0].shape()[0], "Inspector");
    const std::string of_view = std::to_string(view.changes()) + '\n' + key;
    const Questions::Pointer question = compiled(view, of_view, make);
    const std::vector<Array> answers = question->function(inputs);
    questions.weigh(of_view, question->bytes());
    Arrays named;
    for (std::size_t i = 0; i < answers.size(); ++i) named.insert_or_assign(question->names[i], answers[i]);
    return named;
  }

  Questions::Pointer compiled(const View& view, const std::string& key, const std::function<NamedValues()>& make) {
    return questions.get(key, [&] {
      auto question = std::make_shared<Question>();
      Targets outputs;
      for (auto& [name, value] : make()) {
        question->names.push_back(name);
        outputs.emplace_back(value);
      }
      question->function = Function(view.inputs(), outputs, {.checked = view.values(), .name = "question to '" + view.model_name() + "'"});
      const std::size_t bytes = question->bytes();
      return Questions::Made{std::move(question), bytes};
    });
  }

  const Model model;
  const InspectOptions options;
  std::mutex guard;  // of `seen`
  std::shared_ptr<const View> seen;
  Questions questions;
};

Inspector::Inspector(const Model& model, const InspectOptions& options) : state_(std::make_shared<InspectorState>(model, options)) {}

InspectorState& Inspector::state() const {
  if (!state_)
    refuse<StateError>({.where = "Inspector", .what = "the inspector is empty: it was moved from", .hint = "Make one of the model."});
  return *state_;
}

InspectorMemory Inspector::memory() const {
  const CacheCounts counts = state().questions.counts();
  return {.questions = counts.entries, .bytes = counts.bytes, .compiled = counts.made, .forgotten = counts.forgotten};
}

Arrays Inspector::read(const NameList& paths, const Data& x) const {
  const auto view = state().view();
  return state().ask(*view, key_of("read", paths.names()), x, [&] {
    NamedValues values;
    for (const std::string& path : paths.names()) values.emplace_back(path, view->value(path).value());
    return values;
  });
}

Array Inspector::read(NameView path, const Data& x) const { return read(NameList({path}), x)[path]; }

Arrays Inspector::gradient(NameView of, const NameList& wrt, const Data& x, const GradientOptions& options) const {
  const auto view = state().view();
  const std::vector<std::string> paths = expanded(wrt, *view, state().model);
  std::vector<std::string> parts = {std::string(of), options.reduce, options.zero_if_disconnected ? "zero" : ""};
  parts.insert(parts.end(), paths.begin(), paths.end());
  return state().ask(*view, key_of("gradient", parts), x, [&] {
    const auto otherwise = options.zero_if_disconnected ? IfDisconnected::zero : IfDisconnected::error;
    return named(paths,
                 pellucid::gradient(view->value(of), targets_of(paths, *view), {.reduce = options.reduce, .if_disconnected = otherwise}));
  });
}

Array Inspector::gradient(NameView of, NameView wrt, const Data& x, const GradientOptions& options) const {
  const std::string path = one_path(wrt, "gradient");
  return gradient(of, NameList({path}), x, options)[path];
}

Arrays Inspector::jacobian(NameView of, const NameList& wrt, const Data& x, bool per_example) const {
  const auto view = state().view();
  const std::vector<std::string> paths = expanded(wrt, *view, state().model);
  std::vector<std::string> parts = {std::string(of), per_example ? "example" : ""};
  parts.insert(parts.end(), paths.begin(), paths.end());
  return state().ask(*view, key_of("jacobian", parts), x, [&] {
    return named(paths, pellucid::jacobian(view->value(of), targets_of(paths, *view), {.per_example = per_example}));
  });
}

Array Inspector::jacobian(NameView of, NameView wrt, const Data& x, bool per_example) const {
  const std::string path = one_path(wrt, "jacobian");
  return jacobian(of, NameList({path}), x, per_example)[path];
}

Arrays Inspector::neuron_gradient(NameView layer, std::int64_t unit, const Data& x) const {
  const auto view = state().view();
  const std::string call(layer);
  return state().ask(*view, key_of("neuron", {call, std::to_string(unit)}), x, [&] {
    const Variable output = view->output_of(call);
    const Dim units = output.dims().back();
    if (units.is_known() && (unit < 0 || unit >= units.value()))
      refuse<IndexError>({.where = "neuron_gradient",
                          .what = "the layer '" + call + "' has no unit " + std::to_string(unit),
                          .expected = "0 to " + (units - 1).to_string()});
    const Variable neuron = output.select({Ellipsis{}, unit});
    return by_every_weight(neuron, *view, "");
  });
}

Arrays Inspector::neuron_gradients(const Data& x) const {
  const auto view = state().view();
  return state().ask(*view, "neurons", x, [&] {
    NamedValues all;
    for (const auto& [layer, output] : view->outputs_of_layers_with_weights())
      for (auto& slope : by_every_weight(output, *view, layer + ":")) all.push_back(std::move(slope));
    return all;
  });
}

}  // namespace pellucid::inline v0
