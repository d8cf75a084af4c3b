// Small graphs that the tests of derivatives share, with inputs for them.
#pragma once

#include <pellucid/derive.hpp>

#include "graph/scan.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/contraction.hpp"

namespace pellucid {

using Inputs = std::vector<std::pair<Variable, Array>>;

inline Array ramp(const Shape& shape, double start = -0.9, double step = 0.37) {
  Array array = Array::uninitialized(shape, DType::float64);
  double value = start;
  for (double& element : array.mutable_span<double>()) {
    element = value;
    value += step;
    if (value > 1) value -= 2.03;
  }
  return array;
}

// [batch, 3] -> tanh [batch, 4] -> [batch, 2], in float64.
struct Perceptron {
  Variable x = input("x", {Dim::named("batch"), 3}, DType::float64);
  Variable w = input("w", {3, 4}, DType::float64), v = input("v", {4, 2}, DType::float64);
  Variable hidden = place(vocabulary::tanh(place(dot_last(x, w), "hidden/pre_activation")), "hidden/output");
  Variable y = place(dot_last(hidden, v), "y/output");
  Inputs inputs = {{x, ramp({5, 3})}, {w, ramp({3, 4}, 0.4, 0.29)}, {v, ramp({4, 2}, -0.3, 0.41)}};
};

// h_t = tanh(x_t w + h_{t-1} u), [time, batch, units], with a place for h in the body.
struct Recurrence {
  Variable x = input("x", {Dim::named("time"), Dim::named("batch"), 2}, DType::float64);
  Variable w = input("w", {2, 3}, DType::float64), u = input("u", {3, 3}, DType::float64),
           start = input("start", {Dim::named("batch"), 3}, DType::float64);
  Variable inside, last, all;
  Inputs inputs = {{x, ramp({4, 2, 2})}, {w, ramp({2, 3}, 0.4, 0.29)}, {u, ramp({3, 3}, -0.3, 0.41)}, {start, ramp({2, 3}, 0.1, 0.2)}};

  Recurrence() {
    const ScanResult result = scan({.sequences = {x}, .initial = {start}, .length = Dim::named("time")}, [&](const ScanStep& at) {
      inside = place(vocabulary::tanh(dot_last(at.slices[0], w) + dot_last(at.carries[0], u)), "h");
      return ScanYield{.carries = {inside}, .collected = {inside}};
    });
    last = result.carries[0];
    all = result.collected[0];
  }
};

inline Array value(const Variable& variable, const Inputs& inputs) { return evaluate({variable}, inputs)[0]; }

}  // namespace pellucid
