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
  /// Throws NameError with the nearest paths, ValueError for a selection that cannot be read.
  Target value(std::string_view path) const;
  /// The first of its outputs; throws NameError.
  Variable output_of(const std::string& layer) const;
  const std::vector<std::pair<std::string, Variable>>& weights() const { return weights_; }  // by path, trainable ones
  std::vector<std::pair<std::string, Variable>> outputs_of_layers_with_weights() const;      // by layer name
  const std::string& model_name() const { return name_; }

 private:
  const Variable* find_output(const std::string& layer) const;
  std::string name_;
  Variables inputs_;
  std::vector<std::pair<std::string, Variable>> places_, weights_;
  std::vector<std::string> layers_;
};

}  // namespace pellucid::inline v0
