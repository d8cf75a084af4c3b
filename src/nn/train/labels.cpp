#include "nn/train/labels.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

// The number of classes; -1 where it is not known yet.
std::int64_t class_count(const TrainedOutput& output) {
  const Dims& dims = output.prediction.dims();
  return dims.empty() || !dims.back().is_known() ? -1 : dims.back().value();
}

[[noreturn]] void refuse_class(std::string_view where, std::string_view role, const Shape& position, const std::string& value,
                               std::int64_t classes) {
  refuse<ValueError>({.where = std::string(where),
                      .what = fmt::format("'{}' holds a class that the output does not have, at {}", role, to_string(position)),
                      .expected = fmt::format("whole numbers from 0 to {}", classes - 1),
                      .received = value});
}

}  // namespace

void check_label_kind(const TrainedOutput& output, const Array& given, std::string_view role, std::string_view where) {
  const std::size_t rank = output.prediction.rank();
  const std::int64_t classes = class_count(output);
  if (classes < 2 || given.rank() == 0) return;
  const std::int64_t last = given.shape().back();
  if (output.loss.labels() == LabelKind::classes && given.rank() == rank && last == classes)
    refuse<ValueError>({.where = std::string(where),
                        .what = fmt::format("'{}' is one-hot, and the loss '{}' takes class numbers", role, output.loss.name()),
                        .expected = fmt::format("integers from 0 to {}", classes - 1),
                        .received = "shape " + to_string(given.shape()),
                        .hint = "Take the loss 'categorical_crossentropy' for one-hot y."});
  const bool holds_numbers = given.rank() + 1 == rank || (given.rank() == rank && last == 1);
  if (output.loss.labels() == LabelKind::like_prediction && output.loss.name() == "categorical_crossentropy" && holds_numbers)
    refuse<ValueError>({.where = std::string(where),
                        .what = fmt::format("'{}' holds class numbers, and the loss '{}' takes one-hot rows", role, output.loss.name()),
                        .expected = to_string(output.prediction.dims()),
                        .received = "shape " + to_string(given.shape()),
                        .hint = "Take the loss 'sparse_categorical_crossentropy' for class numbers."});
}

void check_classes(const TrainedOutput& output, const Array& labels, std::string_view role, std::string_view where) {
  if (output.loss.labels() != LabelKind::classes) return;
  const std::int64_t classes = class_count(output);
  if (is_floating(labels.dtype()) || labels.dtype() == DType::uint64) {
    const Array numbers = labels.astype(DType::float64).contiguous();
    std::int64_t element = 0;
    for (const double value : numbers.span<double>()) {
      const bool is_class = value >= 0 && value == std::floor(value) && (classes < 0 || value < static_cast<double>(classes));
      if (!is_class) refuse_class(where, role, position_of(element, labels.shape()), fmt::format("{}", value), classes);
      ++element;
    }
    return;
  }
  const Array numbers = labels.astype(DType::int64).contiguous();
  std::int64_t element = 0;
  for (const std::int64_t value : numbers.span<std::int64_t>()) {
    if (value < 0 || (classes >= 0 && value >= classes))
      refuse_class(where, role, position_of(element, labels.shape()), std::to_string(value), classes);
    ++element;
  }
}

}  // namespace pellucid::inline v0
