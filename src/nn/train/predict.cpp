#include "base/refuse.hpp"
#include "nn/train/predictor.hpp"

namespace pellucid::inline v0 {
namespace {

Array only_result(std::vector<Array> results, std::string_view where) {
  if (results.size() == 1) return std::move(results[0]);
  refuse<ValueError>({.where = std::string(where),
                      .what = "the model has " + std::to_string(results.size()) + " outputs",
                      .hint = "Take them all: predict(Data(x))."});
}

}  // namespace

std::vector<Array> Model::predict(const Data& x, const PredictOptions& options) const {
  definition();
  FirstData first;
  std::vector<Array> results = predictor_for(*model_, x.arrays(), first)->predict(x, options, "Model.predict");
  first.accept();
  return results;
}

Array Model::predict(const Array& x, const PredictOptions& options) const {
  definition();
  FirstData first;
  const auto predictor = predictor_for(*model_, {x}, first);
  if (model_->outputs.size() > 1) only_result(std::vector<Array>(model_->outputs.size()), "Model.predict");  // before any state is advanced
  Array result = only_result(predictor->predict(x, options, "Model.predict"), "Model.predict");
  first.accept();
  return result;
}

Array Model::predict_on_batch(const Array& x) const {
  definition();
  FirstData first;
  const auto predictor = predictor_for(*model_, {x}, first);
  if (model_->outputs.size() > 1) only_result(std::vector<Array>(model_->outputs.size()), "Model.predict_on_batch");
  Array result = only_result(predictor->predict_on_batch(x, "Model.predict_on_batch"), "Model.predict_on_batch");
  first.accept();
  return result;
}

}  // namespace pellucid::inline v0
