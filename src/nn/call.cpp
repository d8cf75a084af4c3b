#include "nn/call.hpp"

#include <algorithm>

#include "base/refuse.hpp"
#include "files/bytes.hpp"
#include "graph/walk.hpp"
#include "nn/session.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {

const std::string& LayerCall::layer_name() const { return record_->layer.name(); }

namespace {

// "<layer>/<name>", with a name that can be asked for: a bracket begins a selection.
std::string path_within(const Layer& layer, std::string_view name) {
  const char* fault = fault_of_name(name);
  if (name.find_first_of("[]") != std::string_view::npos) fault = "it holds a bracket, which begins a selection";
  else if (name.ends_with('/') || name.find("//") != std::string_view::npos) fault = "a part of it is empty";
  if (fault != nullptr)
    refuse<ValueError>({.where = std::string(layer.kind()) + " '" + layer.name() + "'",
                        .what = "a value cannot be named " + quote(std::string(name)) + ": " + fault,
                        .hint = R"(A name is like "pre_activation", or "gate/pre_activation".)"});
  return layer.name() + "/" + std::string(name);
}

}  // namespace

Variable LayerCall::place(std::string_view name, const Variable& value) {
  const Variable named = pellucid::place(value, path_within(record_->layer, name));
  record_->values.emplace_back(name, named);
  return named;
}

Variable LayerCall::inner_place(std::string_view name, const Variable& value) {
  return pellucid::place(value, path_within(record_->layer, name));
}

Variable LayerCall::place_steps(std::string_view name, const Variable& collected, const Variable& inside) {
  Axes batch_first(collected.rank());
  for (std::size_t i = 0; i < batch_first.size(); ++i) batch_first[i] = static_cast<std::int64_t>(i < 2 ? 1 - i : i);
  const Variable turned = vocabulary::transpose(collected, {{"axes", batch_first}});
  auto note = std::make_shared<InsideScan>(place_id(inside), batch_first);
  const Variable named = pellucid::place(turned, path_within(record_->layer, name), std::move(note));
  record_->values.emplace_back(name, named);
  return named;
}

Variable LayerCall::phase(const Variable& inference, const Variable& training) { return vocabulary::phase(inference, training); }

SharedVariable LayerCall::state(std::string_view name, const Shape& shape) {
  auto& states = record_->layer.state()->states;
  const auto found = std::ranges::find_if(states, [&](const auto& entry) { return entry.first == name; });
  if (found != states.end()) {
    const Shape kept = found->second.borrow().shape();
    if (kept == shape) return found->second;
    refuse<ShapeError>({.where = std::string(record_->layer.kind()) + " '" + record_->layer.name() + "'",
                        .what = "the stateful layer was called before, and keeps its state '" + std::string(name) + "' for that batch size",
                        .expected = "a state of " + to_string(kept),
                        .received = to_string(shape),
                        .hint = "Give the input the same batch_size, or make another layer for it."});
  }
  states.emplace_back(name, SharedVariable(Array::zeros(shape), record_->layer.name() + "/" + std::string(name)));
  return states.back().second;
}

void LayerCall::update(const SharedVariable& state, const Variable& value) { record_->updates.push_back({state, value, false}); }
void LayerCall::update_in_training(const SharedVariable& state, const Variable& value) { record_->updates.push_back({state, value, true}); }

std::pair<Variable, std::int64_t> LayerCall::random_stream() { return {random_state(), static_cast<std::int64_t>(next_stream())}; }

std::optional<Variable> LayerCall::mask(std::size_t input) const { return mask_of(record_->arguments.at(input)); }

void LayerCall::set_mask(const std::optional<Variable>& mask) {
  record_->output_mask = mask;
  record_->mask_is_set = true;
}

namespace {

thread_local std::shared_ptr<const CallRecord> parent_of_calls;

}  // namespace

InsideCall::InsideCall(std::shared_ptr<const CallRecord> parent) : outer_(std::exchange(parent_of_calls, std::move(parent))) {}
InsideCall::~InsideCall() { parent_of_calls = std::move(outer_); }

std::shared_ptr<const CallRecord> parent_of(const Layer& layer) {
  const auto holds = [&layer](const CallRecord& call) {
    const std::vector<Layer> inner = call.layer.definition().sublayers();
    return std::ranges::find(inner, layer) != inner.end();
  };
  std::shared_ptr<const CallRecord> parent = parent_of_calls;
  while (parent && !holds(*parent)) parent = parent->parent;
  return parent;
}

std::shared_ptr<const CallRecord> find_call(const Variable& value) {
  for (Variable place = value; is_place(place); place = place.node()->inputs[0])
    if (const auto note = std::dynamic_pointer_cast<const MadeByCall>(note_of(place))) return note->record;
  return nullptr;
}

std::string one_of(const std::string& path, std::size_t which, std::size_t count) {
  return count > 1 ? path + ":" + std::to_string(which) : path;
}

std::string path_of(const CallRecord& call) { return (call.parent ? path_of(*call.parent) + "/" : "") + call.layer.name(); }

std::optional<Variable> mask_of(const Variable& value) {
  for (Variable place = value; is_place(place); place = place.node()->inputs[0]) {
    const auto note = std::dynamic_pointer_cast<const MadeByCall>(note_of(place));
    if (note && !note->record->is_of_model) return note->output == 0 ? note->record->output_mask : std::nullopt;
  }
  return std::nullopt;
}

std::vector<std::pair<std::shared_ptr<const CallRecord>, Variables>> calls_behind(const Variables& outputs) {
  std::vector<std::pair<std::shared_ptr<const CallRecord>, Variables>> calls;
  for (const NodePointer& node : topological(outputs)) {
    const Variable value(node, 0);
    const auto note = std::dynamic_pointer_cast<const MadeByCall>(note_of(value));
    if (!note) continue;
    auto entry = std::ranges::find_if(calls, [&](const auto& call) { return call.first == note->record; });
    if (entry == calls.end()) entry = calls.insert(calls.end(), {note->record, {}});
    if (entry->second.size() <= note->output) entry->second.resize(note->output + 1);
    entry->second[note->output] = value;
  }
  std::ranges::sort(calls, [](const auto& a, const auto& b) { return a.first->order < b.first->order; });
  return calls;
}

Variables training_graph(const Variables& outputs) {
  std::unordered_map<Variable, Variable> known;
  return transform(outputs, known, [](const NodePointer& node, const Variables& inputs) -> std::optional<Variables> {
    if (node->op != &table::phase) return std::nullopt;
    return Variables{inputs[1]};
  });
}

}  // namespace pellucid::inline v0
