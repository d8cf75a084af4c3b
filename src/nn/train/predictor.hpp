// The outputs of a model for data of any length.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pellucid/function.hpp>

#include "nn/model/state.hpp"
#include "nn/train/array_spec.hpp"

namespace pellucid::inline v0 {

class Predictor {
 public:
  explicit Predictor(const ModelState& model);  ///< of a model that has a graph

  /// In batches; several calls may run at once, unless the model has states. Throws ValueError and ShapeError for data that do not fit.
  std::vector<Array> predict(const Data& x, const PredictOptions& options, std::string_view where) const;
  std::vector<Array> predict_on_batch(const Data& x, std::string_view where) const;

 private:
  std::vector<Array> take(const Data& x, std::string_view where) const;
  std::vector<Array> results_for(const std::vector<Array>& x, std::int64_t count, std::string_view where) const;

  const ModelState& model_;
  std::vector<ArraySpec> inputs_;
  std::vector<std::string> names_;                 // of inputs
  std::map<std::string, Dim, std::less<>> equal_;  // unknown extents that are others, or numbers, since values of theirs meet
  Function function_;
  std::vector<SharedVariable> at_risk_;  // see all_or_nothing
};

/// The model's predictor; `first` builds the model for `x` when it has no graph yet.
std::shared_ptr<Predictor> predictor_for(ModelState& model, const std::vector<Array>& x, FirstData& first);

}  // namespace pellucid::inline v0
