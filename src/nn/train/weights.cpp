#include "nn/train/weights.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

void check_weight(double weight, const std::string& what, std::string_view where) {
  if (std::isfinite(static_cast<float>(weight)) && weight >= 0) return;
  refuse<ValueError>({.where = std::string(where),
                      .what = what + " cannot be a weight",
                      .expected = "a number from 0 that float32 can hold",
                      .received = fmt::format("{}", weight)});
}

// How many classes y can name, and which one each example has.
struct ClassesOfExamples {
  std::int64_t classes = 0;
  std::vector<std::int64_t> of = {};
};

ClassesOfExamples classes_of(const Array& labels, const TrainedOutput& output, std::string_view where) {
  const Dims& dims = output.prediction.dims();
  const std::int64_t last = dims.empty() || !dims.back().is_known() ? 1 : dims.back().value();
  const bool are_classes = output.loss.labels() == LabelKind::classes;
  if (labels.rank() > (are_classes ? 1U : 2U))
    refuse<ValueError>({.where = std::string(where),
                        .what = "'class_weight' needs one class an example",
                        .received = "y of shape " + to_string(labels.shape())});
  if (are_classes) return {last, labels.to_vector<std::int64_t>()};
  const std::int64_t count = labels.shape()[0], width = labels.rank() == 2 ? labels.shape()[1] : 1;
  const std::vector<double> values = labels.to_vector<double>();
  ClassesOfExamples found{.classes = std::max<std::int64_t>(width, 2)};
  for (std::int64_t i = 0; i < count; ++i) {
    const auto row = values.begin() + i * width;
    found.of.push_back(width == 1 ? std::llround(*row) : std::max_element(row, row + width) - row);
  }
  return found;
}

}  // namespace

void check_sample_weights(const Array& weights, std::int64_t count, const std::vector<TrainedOutput>& outputs, std::string_view where) {
  const Shape& shape = weights.shape();
  if (shape.empty() || shape[0] != count)
    refuse<ShapeError>({.where = std::string(where),
                        .what = "'sample_weight' does not have one weight an example",
                        .expected = fmt::format("shape {}", to_string(Shape{count})),
                        .received = fmt::format("shape {}", to_string(shape))});
  for (const TrainedOutput& output : outputs) {
    const Dims& dims = output.prediction.dims();
    const bool fits = shape.size() < std::max<std::size_t>(dims.size(), 2) &&
                      std::equal(
                          shape.begin() + 1, shape.end(), dims.begin() + 1,
                          [](std::int64_t extent, const Dim& dim) { return !dim.is_known() || dim.value() == extent; });
    if (!fits)
      refuse<ShapeError>({.where = std::string(where),
                          .what = fmt::format("'sample_weight' does not fit the output '{}'", output.name),
                          .expected = fmt::format("the first axes of {}, without the last", to_string(dims)),
                          .received = fmt::format("shape {}", to_string(shape))});
  }
  for (const double weight : weights.to_vector<double>()) check_weight(weight, "a number in 'sample_weight'", where);
}

void weigh_by_class(Examples& examples, const std::map<std::int64_t, double>& class_weight, std::size_t label,
                    const std::vector<TrainedOutput>& outputs, std::string_view where) {
  if (class_weight.empty()) return;
  if (outputs.size() != 1)
    refuse<ValueError>({.where = std::string(where),
                        .what = "'class_weight' is for models with one output",
                        .received = fmt::format("{} outputs", outputs.size()),
                        .hint = "Give 'sample_weight' instead."});
  const ClassesOfExamples found = classes_of(examples.arrays[label], outputs[0], where);
  for (const auto& [number, weight] : class_weight) {
    if (number < 0 || number >= found.classes)
      refuse<ValueError>({.where = std::string(where),
                          .what = "'class_weight' names a class that y cannot hold",
                          .expected = fmt::format("classes from 0 to {}", found.classes - 1),
                          .received = std::to_string(number)});
    check_weight(weight, fmt::format("'class_weight' of class {}", number), where);
  }
  Array weights =
      examples.has_weights ? examples.arrays.back().astype(DType::float32).copy() : Array::full({examples.count}, 1, DType::float32);
  const std::int64_t each = examples.count == 0 ? 0 : weights.size() / examples.count;
  const std::span<float> all = weights.mutable_span<float>();
  for (std::size_t i = 0; i < found.of.size(); ++i) {
    const auto weight = class_weight.find(found.of[i]);
    if (weight == class_weight.end()) continue;
    for (std::size_t k = 0; k < static_cast<std::size_t>(each); ++k)
      all[i * static_cast<std::size_t>(each) + k] *= static_cast<float>(weight->second);
  }
  if (examples.has_weights) examples.arrays.pop_back();
  examples.arrays.push_back(std::move(weights));
  examples.has_weights = true;
}

}  // namespace pellucid::inline v0
