#include "compiler/runtime/build_question.hpp"

#include <algorithm>
#include <set>

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "graph/walk.hpp"
#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0::compiler {
namespace {

class Builder {
 public:
  explicit Builder(const FunctionOptions& options) : options_(options), where_("function '" + options.name + "'") {}

  Question build(const Variables& inputs, const Variables& outputs) {
    for (const Variable& input : inputs) add_input(input);
    question_.name = options_.name;
    question_.outputs = outputs;
    for (const Target& read : options_.reads) question_.reads.push_back(read.value());
    for (const auto& [shared, value] : options_.updates) add_update(shared, value);
    for (const Variable& value : all_values(question_)) check_exists(value);
    substitute_givens();
    check_inputs();
    for (const Variable& input : question_.inputs)
      for (const Dim& extent : input.dims())
        for (std::string& name : extent.unknowns()) bound_.insert(std::move(name));
    Variables checked = all_values(question_);
    for (const Target& target : options_.checked) checked.push_back(target.value());
    question_.requirements = Requirements(checked);
    question_.solved = question_.requirements.solve(question_.inputs);
    for (const auto& [unknown, extent] : question_.solved)
      if (std::ranges::all_of(extent.unknowns(), [&](const std::string& name) { return bound_.contains(name); })) bound_.insert(unknown);
    check_unknowns(all_values(question_));
    return std::move(question_);
  }

 private:
  void check_exists(const Variable& value) const {
    if (!value) refuse<StateError>({.where = where_, .what = "a Variable is empty"});
  }

  void add_input(const Variable& given) {
    check_exists(given);
    const Variable input = skip_places(given);
    if (op_of(input).role != Role::input) {
      refuse<ValueError>({.where = where_,
                          .what = "an input is computed, or is not one",
                          .expected = "what input() or Input() made",
                          .received = given.to_string(),
                          .hint = "Use `givens` to put a value in the place of a computed one."});
    }
    if (std::ranges::find(question_.inputs, input) != question_.inputs.end())
      refuse<ValueError>({.where = where_, .what = "input '" + input.name() + "' is given twice"});
    question_.inputs.push_back(input);
  }

  void add_update(const SharedVariable& shared, const Variable& value) {
    if (!shared) refuse<StateError>({.where = where_, .what = "an updated shared variable is empty"});
    check_exists(value);
    const std::string what = "the update of '" + shared.name() + "' has another type";
    const Type &expected = shared.variable().type(), &received = value.type();
    if (expected.dtype != received.dtype)
      refuse<DtypeError>({.where = where_, .what = what, .expected = to_string(expected), .received = to_string(received)});
    if (!can_be_equal(expected.dims, received.dims))
      refuse<ShapeError>({.where = where_, .what = what, .expected = to_string(expected), .received = to_string(received)});
    for (const auto& [other, other_value] : question_.updates)
      if (other == shared.variable())
        refuse<ValueError>({.where = where_, .what = "shared variable '" + shared.name() + "' is updated twice"});
    question_.updates.emplace_back(shared.variable(), with_dims(value, expected.dims));
  }

  void substitute_givens() {
    if (options_.givens.empty()) return;
    for (const auto& [from, to] : options_.givens) check_exists(from), check_exists(to);
    set_values(question_, replace(all_values(question_), options_.givens));
  }

  void check_inputs() const {
    for (const NodePointer& node : topological(all_values(question_))) {
      if (node->op->role != Role::input) continue;
      const Variable input(node, 0);
      if (std::ranges::find(question_.inputs, input) != question_.inputs.end()) continue;
      std::string names;
      for (const Variable& given : question_.inputs) names += (names.empty() ? "'" : ", '") + given.name() + "'";
      refuse<ValueError>({.where = where_,
                          .what = "the outputs also depend on input '" + input.name() + "'",
                          .received = names.empty() ? "no inputs" : "inputs " + names,
                          .hint = "Add it to the inputs, or give it a value with `givens`."});
    }
  }

  // An extent that no input has comes in by an attribute: `iota` of it, in a loop or outside.
  void check_unknowns(const Variables& values) const {
    for (const NodePointer& node : topological(values)) {
      for (const auto& [attribute, value] : node->attributes.entries()) {
        if (const auto* body = std::get_if<std::shared_ptr<const Body>>(&value)) check_unknowns((*body)->outputs());
        const auto* dims = std::get_if<Dims>(&value);
        if (dims == nullptr) continue;
        for (const Dim& extent : *dims)
          for (const std::string& name : extent.unknowns()) check_bound(name, node);
      }
    }
  }

  void check_bound(const std::string& unknown, const NodePointer& node) const {
    if (bound_.contains(unknown)) return;
    refuse<ValueError>({.where = where_,
                        .what = "the unknown '" + unknown + "' of " + Variable(node, 0).to_string() + " is bound by no input",
                        .hint = "Add an input with that extent, or make the extent known."});
  }

  const FunctionOptions& options_;
  const std::string where_;
  std::set<std::string> bound_;
  Question question_;
};

}  // namespace

Question build_question(const Variables& inputs, const Variables& outputs, const FunctionOptions& options) {
  return Builder(options).build(inputs, outputs);
}

std::vector<std::shared_ptr<SharedState>> states_updated(const Question& question) {
  std::vector<std::shared_ptr<SharedState>> states;
  for (const auto& [shared, value] : question.updates) states.push_back(state_of(shared));
  return states;
}

std::vector<std::shared_ptr<SharedState>> states_read(const Question& question) {
  const std::vector<std::shared_ptr<SharedState>> updated = states_updated(question);
  std::vector<std::shared_ptr<SharedState>> states;
  for (const NodePointer& node : topological(all_values(question))) {
    if (node->op->role != Role::shared) continue;
    const auto& state = state_of({node, 0});
    if (std::ranges::find(updated, state) == updated.end()) states.push_back(state);
  }
  return states;
}

}  // namespace pellucid::inline v0::compiler
