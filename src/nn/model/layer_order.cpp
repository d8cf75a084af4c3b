#include "nn/model/layer_order.hpp"

#include <algorithm>
#include <map>
#include <ranges>

#include <fmt/format.h>

#include "graph/walk.hpp"

namespace pellucid::inline v0 {
namespace {

struct ListedCall {
  std::shared_ptr<const CallRecord> record;
  Variables outputs;
  std::vector<std::pair<std::size_t, std::size_t>> sources;  // calls that gave the arguments, and which of their outputs
  std::size_t depth = 0;                                     // calls between it and the outputs, the longest way
  std::size_t turn = 0;                                      // in a walk from the outputs
};

// The number of a call among all calls of its layer.
std::size_t call_number(const ListedCall& call) {
  const auto& all = call.record->layer.state()->outputs;
  const auto is_mine = [&](const std::weak_ptr<const Node>& output) {
    return std::ranges::any_of(call.outputs, [&](const Variable& value) { return value && output.lock() == value.node(); });
  };
  const auto found = std::ranges::find_if(all, [&](const auto& outputs) { return std::ranges::any_of(outputs, is_mine); });
  return found == all.end() ? 0 : static_cast<std::size_t>(found - all.begin());
}

class CallGraph {
 public:
  explicit CallGraph(const ModelState& model) {
    for (auto& [record, outputs] : calls_behind(model.outputs)) {
      if (record->parent) continue;
      for (std::size_t i = 0; i < outputs.size(); ++i)
        if (outputs[i]) made_by_.emplace(outputs[i], std::pair(calls_.size(), i));
      calls_.push_back({record, outputs, {}});
    }
    for (ListedCall& call : calls_)
      for (const Variable& argument : call.record->arguments) add_sources(argument, call);
    for (std::size_t i = calls_.size(); i-- > 0;)
      for (const auto& [source, output] : calls_[i].sources) calls_[source].depth = std::max(calls_[source].depth, calls_[i].depth + 1);
    std::size_t turns = 0;
    for (const Variable& output : model.outputs) walk(output, turns);
  }
  const std::vector<ListedCall>& calls() const { return calls_; }

 private:
  // Calls whose outputs the value is, or is made of by operations between layers.
  void add_sources(const Variable& value, ListedCall& call) {
    std::unordered_set<Variable> seen;
    Variables left = {value};
    while (!left.empty()) {
      const Variable next = left.back();
      left.pop_back();
      if (!seen.insert(next).second) continue;
      if (const auto made = made_by_.find(next); made != made_by_.end()) call.sources.push_back(made->second);
      else left.insert(left.end(), next.node()->inputs.rbegin(), next.node()->inputs.rend());
    }
  }

  // Depth first from the outputs, arguments from left to right.
  void walk(const Variable& output, std::size_t& turns) {
    ListedCall start;
    add_sources(output, start);
    std::vector<std::size_t> left;
    for (const auto& [source, output] : std::views::reverse(start.sources)) left.push_back(source);
    while (!left.empty()) {
      ListedCall& call = calls_[left.back()];
      left.pop_back();
      if (call.turn != 0) continue;
      call.turn = ++turns;
      for (const auto& [source, output] : std::views::reverse(call.sources)) left.push_back(source);
    }
  }

  std::vector<ListedCall> calls_;  // in the order they were made
  std::unordered_map<Variable, std::pair<std::size_t, std::size_t>> made_by_;
};

}  // namespace

LayerList list_layers(const ModelState& model) {
  const CallGraph graph(model);
  struct Place {
    std::size_t depth = 0, turn = 0;
  };
  std::vector<std::pair<ListedLayer, Place>> found;
  std::map<std::size_t, int> calls_at_depth;
  bool is_chain = true;
  for (const ListedCall& call : graph.calls()) {
    is_chain = is_chain && ++calls_at_depth[call.depth] == 1 && call.sources.size() <= 1;
    auto entry = std::ranges::find_if(found, [&](const auto& other) { return other.first.layer == call.record->layer; });
    is_chain = is_chain && entry == found.end();
    if (entry == found.end()) entry = found.insert(found.end(), {{call.record->layer, "", {}}, {call.depth, call.turn}});
    entry->first.last_outputs = call.record->output_types;
    entry->second.depth = std::max(entry->second.depth, call.depth);
    entry->second.turn = std::min(entry->second.turn, call.turn);
    for (const auto& [source, output] : call.sources) {
      std::string& text = entry->first.connected_to;
      const ListedCall& from = graph.calls()[source];
      text += fmt::format("{}{}[{}][{}]", text.empty() ? "" : ", ", from.record->layer.name(), call_number(from), output);
    }
  }
  std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
    return a.second.depth != b.second.depth ? a.second.depth > b.second.depth : a.second.turn < b.second.turn;
  });
  LayerList list{.layers = {}, .is_chain = is_chain};
  for (auto& [layer, place] : found) {
    if (layer.connected_to.empty()) layer.connected_to.push_back('-');  // g++ 12 warns of an assignment
    list.layers.push_back(std::move(layer));
  }
  return list;
}

}  // namespace pellucid::inline v0
