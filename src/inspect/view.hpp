// A model's graph as a question sees it: in inference or training, in float32 or float64; with every path.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pellucid/inspector.hpp>

namespace pellucid::inline v0 {

class View {
 public:
  View(const Model& model, const InspectOptions& options);

  const Variables& inputs() const { return inputs_; }
  Targets values() const;  ///< all that the model computes
  const std::vector<std::string>& input_names() const { return input_names_; }
  /// Throws NameError with the nearest paths, ValueError for a selection that cannot be read.
  Target value(std::string_view path) const;
  /// The first output of that call of a layer; throws NameError with the nearest calls.
  Variable output_of(std::string_view call) const;
  const std::vector<std::pair<std::string, Variable>>& weights() const { return weights_; }  // by path, frozen ones too
  /// The paths of those that are trained: a model's layers may be frozen at any time.
  std::vector<std::string> trainable_weights(const Model& model) const;
  /// By path, of each call of a layer that has weights, where it holds floating numbers.
  std::vector<std::pair<std::string, Variable>> outputs_of_layers_with_weights() const;
  const std::string& model_name() const { return name_; }
  std::uint64_t changes() const { return changes_; }  // of the model's graph, when it was seen

 private:
  const Variable* find_output(const std::string& call) const;
  std::string name_;
  std::uint64_t changes_ = 0;
  Variables inputs_;
  std::vector<std::string> input_names_;
  std::vector<std::pair<std::string, Variable>> places_, weights_;
  Variables shared_;  // each weight as the model holds it
  std::vector<std::pair<std::string, Layer>> calls_;
};

}  // namespace pellucid::inline v0
