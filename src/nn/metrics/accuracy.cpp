#include "nn/metrics/accuracy.hpp"

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "nn/losses/columns.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0 {
namespace {

std::int64_t last_axis_of(const Variable& x) { return static_cast<std::int64_t>(x.rank()) - 1; }

Variable as_numbers(const Variable& condition) { return cast_to(condition, DType::float32); }

// y in the shape of the prediction, or a refusal: comparing broadcasts, which would compare every y with every prediction.
Variable shaped_as(std::string_view metric, const Variable& y, const Variable& p) {
  if (can_be_equal(y.dims(), p.dims()) && p.rank() > 0) return with_dims(y, p.dims());
  refuse<ShapeError>({.where = std::string(metric),
                      .what = "y does not have the shape of the prediction",
                      .expected = to_string(p.type()),
                      .received = to_string(y.type())});
}

Variable share_of_equal(std::string_view metric, const Variable& y, const Variable& classes) {
  const Variable right = as_numbers(vocabulary::equal(shaped_as(metric, y, classes), cast_to(classes, y.dtype())));
  return vocabulary::mean(right, {{"axes", Axes{last_axis_of(right)}}});
}

Variable largest(const Variable& x) { return vocabulary::argmax(x, {{"axis", last_axis_of(x)}}); }

}  // namespace

Variable binary_accuracy(const Variable& y, const Variable& prediction) {
  const auto [column, p] = as_columns(y, prediction);
  return share_of_equal("binary_accuracy", column, cast_to(vocabulary::less(0.5, p), p.dtype()));
}

Variable binary_accuracy_keras2(const Variable& y, const Variable& prediction) {
  const auto [column, p] = as_columns(y, prediction);
  return share_of_equal("binary_accuracy_keras2", column, vocabulary::round(p));
}

Variable categorical_accuracy(const Variable& y, const Variable& prediction) {
  const Variable one_hot = shaped_as("categorical_accuracy", y, prediction);
  return as_numbers(vocabulary::equal(largest(one_hot), largest(prediction)));
}

Variable sparse_categorical_accuracy(const Variable& y, const Variable& prediction) {
  const Variable classes = y.rank() == prediction.rank() && ends_in_one(y) ? remove_axis(y, last_axis_of(y)) : y;
  if (classes.rank() + 1 != prediction.rank())
    refuse<ShapeError>({.where = "sparse_categorical_accuracy",
                        .what = "y does not hold class numbers",
                        .expected = "the shape of the prediction " + to_string(prediction.type()) + " without its last axis",
                        .received = to_string(y.type()),
                        .hint = "For one-hot y take categorical_accuracy."});
  return as_numbers(vocabulary::equal(cast_to(classes, DType::int64), largest(prediction)));
}

Variable accuracy(const Variable& y, const Variable& prediction) {
  const bool one_number = prediction.rank() < 2 || ends_in_one(prediction);
  if (one_number) return binary_accuracy(y, prediction);
  const bool holds_classes = y.rank() < prediction.rank() || ends_in_one(y);
  return holds_classes ? sparse_categorical_accuracy(y, prediction) : categorical_accuracy(y, prediction);
}

}  // namespace pellucid::inline v0
