// The public checker: derivatives against central differences, everything in float64.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <fmt/format.h>

#include <pellucid/derive.hpp>

#include "base/refuse.hpp"
#include "derive/question.hpp"
#include "graph/walk.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0 {
namespace {

using Inputs = std::vector<std::pair<Variable, Array>>;

// Different for each element, so that no two errors cancel and no symmetric mistake hides.
Array unequal_weights(const Shape& shape) {
  Array weights = Array::uninitialized(shape, DType::float64);
  double angle = 0.7;
  for (double& weight : weights.mutable_span<double>()) weight = 1 + 0.5 * std::sin(angle += 1.3);
  return weights;
}

std::vector<double> evaluated(const Variable& value, const Inputs& inputs) {
  return evaluate({value}, inputs, {.float64 = true})[0].to_vector<double>();
}

Array values_of(const Variable& value, const Inputs& inputs) { return evaluate({value}, inputs, {.float64 = true})[0]; }

// What is compared for one scalar function and one wrt, by position.
class Compared {
 public:
  Compared(GradientCheck& check, const GradientCheckOptions& options, std::size_t wrt, int order, std::string derivative)
      : check_(check), options_(options), wrt_(wrt), order_(order), derivative_(std::move(derivative)) {}

  void add(const Shape& position, double derived, double measured) {
    const double scale = std::max({1.0, std::abs(derived), std::abs(measured)}), error = std::abs(derived - measured) / scale;
    ++check_.positions;
    check_.worst = std::isnan(error) ? error : std::max(check_.worst, error);
    if (!(error <= options_.tolerance)) check_.mismatches.push_back({wrt_, order_, derivative_, position, derived, measured});
  }

 private:
  GradientCheck& check_;
  const GradientCheckOptions& options_;
  std::size_t wrt_;
  int order_;
  std::string derivative_;
};

Shape position_of(std::int64_t flat, const Shape& shape) {
  Shape position(shape.size());
  for (std::size_t i = shape.size(); i-- > 0;) {
    position[i] = flat % shape[i];
    flat /= shape[i];
  }
  return position;
}

// The function with `shift` added to wrt, which may be any value between: that is what a derivative by it means.
struct Shifted {
  Variable function, shift;
  Shape shape;
};

Shifted shifted(const Variable& function, const Variable& wrt, const Inputs& inputs) {
  const DerivativeQuestion question("check_gradient", {function}, {wrt});
  const Variable& moved = question.wrt()[0];
  Shifted result;
  result.shape = values_of(wrt, inputs).shape();
  result.shift = input("shift", wrt.dims(), wrt.dtype());
  std::unordered_map<Variable, Variable> known;
  known.emplace(moved, moved + (question.is_inside_scan(0) ? question.as_inside(result.shift, 0) : result.shift));
  result.function = transform(question.of(), known)[0];
  return result;
}

double difference(const Shifted& shifted, const Inputs& inputs, std::int64_t flat, double step) {
  const auto at = [&](double by) {
    Array shift = Array::zeros(shifted.shape, DType::float64);
    shift.mutable_span<double>()[static_cast<std::size_t>(flat)] = by;
    Inputs all = inputs;
    all.emplace_back(shifted.shift, shift);
    return evaluated(shifted.function, all)[0];
  };
  return (at(step) - at(-step)) / (2 * step);
}

void check_first(const Variable& function, const Variable& wrt, const Variable& slope, const Inputs& inputs,
                 const GradientCheckOptions& options, Compared comparison) {
  const Shifted moved = shifted(function, wrt, inputs);
  const Array start = values_of(wrt, inputs), derived = values_of(slope, inputs);
  const std::int64_t count = start.size(), most = std::max<std::int64_t>(1, static_cast<std::int64_t>(options.most_positions)),
                     stride = (count + most - 1) / most;
  const std::vector<double> at = start.to_vector<double>(), slopes = derived.to_vector<double>();
  for (std::int64_t flat = 0; flat < count; flat += stride) {
    const auto k = static_cast<std::size_t>(flat);
    comparison.add(position_of(flat, start.shape()), slopes[k],
                   difference(moved, inputs, flat, options.step * std::max(1.0, std::abs(at[k]))));
  }
}

// A further input of the type of `like`, given unequal numbers.
Variable unequal_like(const Variable& like, Inputs& inputs) {
  const Array numbers = unequal_weights(values_of(like, inputs).shape());
  inputs.emplace_back(input("weights", like.dims(), like.dtype()), numbers);
  return inputs.back().first;
}

Variable weighted_sum(const Variable& value, Inputs& inputs) { return vocabulary::sum(value * unequal_like(value, inputs)); }

}  // namespace

GradientCheck check_gradient(const Target& of, const Targets& wrt, const Inputs& given, const GradientCheckOptions& options) {
  if (options.order != 1 && options.order != 2)
    refuse<ValueError>({.where = "check_gradient", .what = "'order' is " + std::to_string(options.order), .expected = "1 or 2"});
  if (!(std::isfinite(options.step) && options.step > 0))
    refuse<ValueError>({.where = "check_gradient", .what = fmt::format("'step' is {}", options.step), .expected = "a positive number"});
  if (!(options.tolerance >= 0))
    refuse<ValueError>(
        {.where = "check_gradient", .what = fmt::format("'tolerance' is {}", options.tolerance), .expected = "a number from 0"});
  GradientCheck check;
  Inputs inputs = given;
  const Variable function = weighted_sum(of.value(), inputs);
  for (std::size_t i = 0; i < wrt.size(); ++i) {
    const Variable& by = wrt[i].variable;
    const Variable slope = gradient(function, by, {.if_disconnected = IfDisconnected::zero});
    check_first(function, by, slope, inputs, options, {check, options, i, 1, "gradient"});
    const Variable tangent = unequal_like(by, inputs);
    const double pushed = evaluated(pushforward(function, by, tangent, {.if_disconnected = IfDisconnected::zero}), inputs)[0];
    const double pulled = evaluated(vocabulary::sum(slope * tangent), inputs)[0];
    Compared(check, options, i, 1, "pushforward").add({}, pushed, pulled);
    if (options.order < 2) continue;
    const Variable slopes = weighted_sum(slope, inputs);
    for (std::size_t j = 0; j < wrt.size(); ++j) {
      const Variable second = gradient(slopes, wrt[j].variable, {.if_disconnected = IfDisconnected::zero});
      check_first(slopes, wrt[j].variable, second, inputs, options, {check, options, j, 2, "gradient"});
    }
  }
  const auto error = [](const GradientMismatch& mismatch) {
    const double difference = std::abs(mismatch.derived - mismatch.measured);
    return std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;  // NaN has no place in an order
  };
  std::ranges::stable_sort(check.mismatches, std::greater<>(), error);
  return check;
}

GradientCheck check_gradient(const Target& of, std::initializer_list<Target> wrt, const Inputs& inputs,
                             const GradientCheckOptions& options) {
  return check_gradient(of, Targets(wrt), inputs, options);
}

std::string GradientCheck::to_string() const {
  if (mismatches.empty()) return fmt::format("{} positions agree, worst relative error {:.1e}", positions, worst);
  std::string text;
  for (const GradientMismatch& mismatch : mismatches)
    text +=
        fmt::format("{} of order {} by wrt {} at {}: derived {:.9g}, measured {:.9g}\n", mismatch.derivative, mismatch.order, mismatch.wrt,
                    pellucid::to_string(Dims(mismatch.position.begin(), mismatch.position.end())), mismatch.derived, mismatch.measured);
  return text;
}

}  // namespace pellucid::inline v0
