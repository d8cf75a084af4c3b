// A scan's attributes hold its body, so these bodies are written out; scan_test.cpp tells what the builder makes.
#include "graph/scan.hpp"

#include "harness/sample.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0::samples {
namespace {

const Type number = {DType::float64, {}};

Attributes loop_of(std::int64_t sequences, std::int64_t carries, const Dim& length, const Variables& parameters, const Variables& outputs) {
  return {{"body", std::make_shared<const Body>(parameters, outputs)},
          {"sequences", sequences},
          {"carries", carries},
          {"length", Dims{length}},
          {"reverse", false}};
}

// new h = w h + x, which is also collected.
Attributes geometric(const Dim& length) {
  const Variable x = parameter(1, number), h = parameter(2, number), w = parameter(3, number);
  const Variable next = w * h + x;
  return loop_of(1, 1, length, {parameter(0, {DType::int64, {}}), x, h, w}, {next, next});
}

// new h = tanh(w h + x), new n = n + 2 (not differentiated); h h and n x step are collected.
Attributes recurrent(const Dim& length) {
  const Type pair = {DType::float64, {2}};
  const Variable step = parameter(0, {DType::int64, {}}), x = parameter(1, pair), h = parameter(2, pair), w = parameter(4, pair);
  const Variable n = parameter(3, {DType::int64, {}});
  const Variable next = vocabulary::tanh(w * h + x);
  return loop_of(1, 2, length, {step, x, h, n, w}, {next, n + 2, h * h, n * x * step});
}

// Carries that a step exchanges, one of them without a tangent or cotangent of its own at first; nothing is collected.
Attributes exchange(const Dim& length) {
  const Variable a = parameter(1, number), b = parameter(2, number);
  return loop_of(0, 2, length, {parameter(0, {DType::int64, {}}), a, b}, {b * b, a});
}

// new h = x: the carry does not reach the next step.
Attributes latest(const Dim& length) {
  const Variable x = parameter(1, number);
  return loop_of(1, 1, length, {parameter(0, {DType::int64, {}}), x, parameter(2, number)}, {x});
}

}  // namespace

OpSamples scan() {
  const Array count = Array(3);
  return {
      .good = {{.inputs = {float64({1, 2, 3}), float64(1), float64(2)},
                .attributes = geometric(3),
                .expected = {float64(19), float64({3, 8, 19})},
                .gradient = {float64({11, 5, 2}), float64(22), float64(42)}},
               {.inputs = {float64({1, 2, 3}), float64(1), float64(2)},
                .attributes = geometric(3).with("reverse", true),
                .expected = {float64(25), float64({25, 12, 5})},
                .gradient = {float64({2, 5, 11}), float64(22), float64(60)}},
               {.inputs = {numbers({0}), float64(1), float64(2)},
                .attributes = geometric(0),
                .expected = {float64(1), numbers({0})},
                .gradient = {numbers({0}), float64(1), float64(0)}},
               {.inputs = {numbers({3, 2}), numbers({2}, -1, 1, 2), count, numbers({2}, -1, 1, 3)}, .attributes = recurrent(3)},
               {.inputs = {numbers({3, 2}), numbers({2}, -1, 1, 2), count, numbers({2}, -1, 1, 3)},
                .attributes = recurrent(3).with("reverse", true)},
               {.inputs = {float64(1.5), float64(0.5)}, .attributes = exchange(3)},
               {.inputs = {float64({1, 2, 3}), float64(4)},
                .attributes = latest(3),
                .expected = {float64(3)},
                .gradient = {float64({0, 0, 1}), float64(0)}}},
      .bad = {{.types = {{DType::float64, {4}}, number, number},
               .attributes = geometric(3),
               .error = typeid(ShapeError),
               .text = "expected float64[3], the length of the loop first; received float64[4]"},
              {.types = {{DType::float64, {3}}, {DType::float64, {2}}, number},
               .attributes = geometric(3),
               .error = typeid(ShapeError),
               .text = "carry 0 changes its type"},
              {.types = {{DType::float64, {3}}, number, {DType::float64, {0}}},
               .attributes = geometric(3),
               .error = typeid(ShapeError),
               .text = "constant 0 does not fit; expected float64[] as in the body; received float64[0]"},
              {.types = {{DType::float64, {3}}, number},
               .attributes = geometric(3),
               .error = typeid(ValueError),
               .text = "expected 4, the step and what the loop is given; received 2 and the step"},
              {.types = {{DType::float64, {3}}, {DType::int64, {}}, number},
               .attributes = geometric(3),
               .error = typeid(DtypeError),
               .text = "expected int64[] as the initial value; received float64[]"}},
      .without = {{Meaning::symbolic, "the body has its own types"},
                  {Meaning::float64, "the body has its own types"},
                  {Meaning::sums, "what is carried is added as the body says"}},
  };
}

}  // namespace pellucid::inline v0::samples
