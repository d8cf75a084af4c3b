#include "nn/model/summary.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include <fmt/format.h>

#include "nn/model/layer_order.hpp"
#include "nn/model/table.hpp"
#include "nn/train/console.hpp"

namespace pellucid::inline v0 {
namespace {

std::string with_commas(std::int64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string readable_bytes(double bytes) {
  constexpr std::array<std::string_view, 6> units = {"B", "KB", "MB", "GB", "TB", "PB"};
  std::size_t unit = 0;
  for (; bytes >= 1024 && unit + 1 < units.size(); ++unit) bytes /= 1024;
  return fmt::format("{:.2f} {}", bytes, units[unit]);
}

struct Size {
  std::int64_t count = 0;
  double bytes = 0;
  void add(const std::vector<SharedVariable>& variables) {
    for (const SharedVariable& variable : variables) {
      count += variable.borrow().size();
      bytes += static_cast<double>(variable.borrow().nbytes());
    }
  }
  std::string line(std::string_view what) const {
    return fmt::format(" {} params: {} ({})\n", what, with_commas(count), readable_bytes(bytes));
  }
};

std::string shape_text(const Type& type) {
  std::string text;
  for (const Dim& dim : type.dims) text += (text.empty() ? "" : ", ") + (dim.is_known() ? dim.to_string() : "None");
  return "(" + text + ")";
}

std::string shapes_text(const std::vector<Type>& outputs) {
  if (outputs.size() == 1) return shape_text(outputs[0]);
  std::string text;
  for (const Type& output : outputs) text += (text.empty() ? "" : ", ") + shape_text(output);
  return "[" + text + "]";
}

std::string titled(const Layer& layer) { return fmt::format("{} ({})", layer.name(), layer.kind()); }
std::string parameters_of(const Layer& layer) { return layer.built() ? with_commas(layer.count_params()) : "0 (unbuilt)"; }

constexpr int chain_width = 88, graph_width = 108, margin = 4;

std::string chain_table(const std::vector<ListedLayer>& layers, int columns) {
  std::vector<std::vector<std::string>> rows;
  for (const ListedLayer& listed : layers)
    rows.push_back(
        {titled(listed.layer), listed.last_outputs.empty() ? "?" : shapes_text(listed.last_outputs), parameters_of(listed.layer)});
  return draw_table({{"Layer (type)", 0.45}, {"Output Shape", 0.80}, {"Param #", 1.0, true}}, rows,
                    std::min(chain_width, columns - margin));
}

std::string graph_table(const std::vector<ListedLayer>& layers, int columns) {
  std::vector<std::vector<std::string>> rows;
  for (const ListedLayer& listed : layers)
    rows.push_back({titled(listed.layer), shapes_text(listed.last_outputs), parameters_of(listed.layer), listed.connected_to});
  return draw_table({{"Layer (type)", 0.3}, {"Output Shape", 0.56}, {"Param #", 0.74, true}, {"Connected to", 1.0}}, rows,
                    std::min(graph_width, columns - margin));
}

std::string table_of(const ModelState& model, int columns) {
  std::vector<ListedLayer> unbuilt;
  if (model.outputs.empty()) {
    for (const Layer& layer : model.stack) unbuilt.push_back({layer, "", {}});
    return chain_table(unbuilt, columns);
  }
  LayerList list = list_layers(model);
  if (model.is_sequential) std::erase_if(list.layers, [](const ListedLayer& listed) { return listed.layer.kind() == "InputLayer"; });
  return model.is_sequential || list.is_chain ? chain_table(list.layers, columns) : graph_table(list.layers, columns);
}

constexpr int narrowest = 40;

}  // namespace

std::string summary_text(const Model& model, int columns) {
  const ModelState& state = *model.model();
  Size trained, fixed, optimizer;
  trained.add(model.trainable_weights());
  fixed.add(model.non_trainable_weights());
  if (state.compiled) {
    const std::vector<SharedVariable> variables = state.compiled->optimizer.variables();
    optimizer.add(variables);
    if (!variables.empty()) optimizer.bytes -= 4;  // Keras counts steps in 32 bits
  }
  const Size total{trained.count + fixed.count + optimizer.count, trained.bytes + fixed.bytes + optimizer.bytes};
  std::string text = fmt::format("Model: \"{}\"\n", state.name) + table_of(state, std::max(columns, narrowest));
  text += total.line("Total") + trained.line("Trainable") + fixed.line("Non-trainable");
  return optimizer.count > 0 ? text + optimizer.line("Optimizer") : text;
}

std::string Model::summary() const {
  definition();
  return summary_text(*this, Console::standard_output().columns());
}

void Model::print_summary(std::ostream& stream) const { stream << summary(); }

}  // namespace pellucid::inline v0
