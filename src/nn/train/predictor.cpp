#include "nn/train/predictor.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/refuse.hpp"
#include "graph/requirements.hpp"
#include "graph/specialise.hpp"
#include "nn/data.hpp"
#include "nn/train/all_or_nothing.hpp"
#include "nn/train/batch_size.hpp"
#include "nn/train/position_in_data.hpp"
#include "nn/train/progress_bar.hpp"
#include "nn/train/step_graph.hpp"
#include "nn/train/trainer.hpp"

namespace pellucid::inline v0 {
namespace {

std::vector<Array> rows(const std::vector<Array>& arrays, std::int64_t start, std::int64_t stop) {
  std::vector<Array> part;
  for (const Array& array : arrays) part.push_back(array.slice(0, {.start = start, .stop = stop}));
  return part;
}

}  // namespace

Predictor::Predictor(const ModelState& model)
    : model_(model),
      inputs_(input_specs(model)),
      names_(input_names(model.inputs)),
      equal_(Requirements(model.outputs).solve(model.inputs)) {
  Variables inputs = model.inputs;
  for (Variable& input : inputs) input = skip_places(input);
  const Updates updates = state_updates(model, false);
  function_ = Function(inputs, model.outputs, {.updates = updates, .name = "predict"});
  at_risk_ = states_at_risk(model.outputs, updates);
}

// Arrays for all examples, into which batches are written.
std::vector<Array> Predictor::results_for(const std::vector<Array>& x, std::int64_t count, std::string_view where) const {
  Bindings bindings;
  for (std::size_t i = 0; i < x.size(); ++i) {
    Dims dims = inputs_[i].type.dims;
    Shape shape = x[i].shape();
    dims.erase(dims.begin());
    shape.erase(shape.begin());
    bind_dims(dims, shape, bindings, std::string(where));
  }
  bind_solved(equal_, bindings);
  const Dim batch = inputs_[0].type.dims[0].substitute(equal_);
  std::vector<Array> results;
  for (const Variable& output : model_.outputs) {
    const Dims& dims = output.dims();
    if (dims.empty() || dims[0].substitute(equal_) != batch)
      refuse<ShapeError>({.where = std::string(where),
                          .what = fmt::format("the output {} does not count examples on its first axis", output.to_string()),
                          .hint = "Compute it with a Function."});
    Shape shape = {count};
    for (std::size_t i = 1; i < dims.size(); ++i) shape.push_back(dims[i].evaluate(bindings));
    results.push_back(Array::uninitialized(shape, output.dtype()));
  }
  return results;
}

std::vector<Array> Predictor::take(const Data& x, std::string_view where) const {
  std::vector<Array> sorted, examples;
  fit_all(in_order(x, names_, "input", where, sorted), inputs_, "x", where, examples);
  check_whole_numbers(examples, inputs_, where);
  return examples;
}

std::vector<Array> Predictor::predict(const Data& x, const PredictOptions& options, std::string_view where) const {
  check_verbose(options.verbose, where);
  const std::vector<Array> examples = take(x, where);
  const std::int64_t count = common_length(examples, inputs_, where);
  const std::int64_t size = batch_size_for(model_, options.batch_size, count, where), steps = (count + size - 1) / size;
  std::vector<Array> results = results_for(examples, count, where);
  ProgressBar bar(steps, options.verbose);
  all_or_nothing(at_risk_, [&] {
    for (std::int64_t step = 0; step < steps; ++step) {
      const std::int64_t start = step * size, stop = std::min(start + size, count);
      std::vector<Array> into = rows(results, start, stop);
      const std::vector<Array> batch = rows(examples, start, stop);
      run_batch(batch, [&] { function_.call_into(batch, into); }, [&](std::int64_t row) { return start + row; });
      if (bar.is_due(step + 1)) bar.draw(step + 1, {});
    }
  });
  if (steps > 0) bar.finish({});
  return results;
}

std::vector<Array> Predictor::predict_on_batch(const Data& x, std::string_view where) const {
  const std::vector<Array> examples = take(x, where);
  const std::int64_t count = common_length(examples, inputs_, where);
  check_one_batch(model_, count, where);
  if (count == 0) return results_for(examples, 0, where);
  return function_(examples);
}

std::shared_ptr<Predictor> predictor_for(ModelState& model, const std::vector<Array>& x, FirstData& first) {
  const std::scoped_lock lock(model.making);
  first.build(model, x);
  if (!model.predictor) model.predictor = std::make_shared<Predictor>(model);
  return model.predictor;
}

}  // namespace pellucid::inline v0
