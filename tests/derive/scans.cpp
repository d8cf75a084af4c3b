// Derivatives through loops, and by values inside them.
#include <cmath>

#include <gtest/gtest.h>

#include "derive/networks.hpp"
#include "graph/walk.hpp"
#include "harness/refuses.hpp"

namespace pellucid {
namespace {

TEST(Scans, AgreeWithDifferencesToSecondOrder) {
  const Recurrence net;
  const GradientCheck last = check_gradient(net.last, {net.x, net.w, net.u, net.start}, net.inputs, {.order = 2, .most_positions = 6});
  EXPECT_TRUE(last) << last.to_string();
  const GradientCheck all = check_gradient(net.all, {net.x, net.u}, net.inputs, {.order = 2, .most_positions = 6});
  EXPECT_TRUE(all) << all.to_string();
}

// The derivative by h_t, written out: later steps see the change.
TEST(Scans, ByAValueInsideAtAllSteps) {
  const Recurrence net;
  const Variable by_h = gradient(net.last, Target(net.inside), {.reduce = "sum"});
  EXPECT_EQ(by_h.dims(), (Dims{Dim::named("time"), Dim::named("batch"), 3}));
  const Array slopes = value(by_h, net.inputs), h = value(net.all, net.inputs), u = net.inputs[2].second;
  // At the last step adding moves the sum one to one; at step t it goes through (1 - h_{t+1}^2) u'.
  std::vector<double> expected(6, 1.0);
  for (std::int64_t t = 3; t >= 0; --t) {
    EXPECT_TRUE(all_close(slopes.select(Selection({t})), Array(expected, {2, 3}), {.relative = 1e-10, .absolute = 1e-12})) << t;
    std::vector<double> before(6, 0.0);
    for (std::int64_t b = 0; b < 2; ++b)
      for (std::int64_t i = 0; i < 3; ++i)
        for (std::int64_t j = 0; j < 3; ++j) {
          const double ht = h.at<double>({t, b, j});
          before[static_cast<std::size_t>(3 * b + i)] +=
              u.at<double>({i, j}) * (1 - ht * ht) * expected[static_cast<std::size_t>(3 * b + j)];
        }
    expected = before;
  }
}

TEST(Scans, ByAValueInsideALoopOfALoop) {
  const Variable start = input("start", {}, DType::float64);
  Variable inside;
  const ScanResult outer = scan({.initial = {start}, .length = 3}, [&](const ScanStep& at) {
    const ScanResult inner = scan({.initial = at.carries, .length = 2}, [&](const ScanStep& step) {
      inside = place(step.carries[0] * 2, "inside");
      return ScanYield{.carries = {inside}};
    });
    return ScanYield{.carries = inner.carries};
  });
  EXPECT_EQ(value(gradient(outer.carries[0], Target(inside)), {{start, Array(1.0)}}).to_vector<double>(),
            (std::vector<double>{32, 16, 8, 4, 2, 1}));
}

TEST(Scans, OfWhatIsCollectedByAValueInside) {
  const Variable start = input("start", {}, DType::float64);
  Variable inside;
  const ScanResult result = scan({.initial = {start}, .length = 2}, [&](const ScanStep& at) {
    inside = place(at.carries[0] * 2, "inside");
    return ScanYield{.carries = {inside}, .collected = {inside * 5}};
  });
  EXPECT_EQ(value(gradient(result.collected[0], Target(inside), {.reduce = "sum"}), {{start, Array(1.)}}).to_vector<double>(),
            (std::vector<double>{15, 5}));
}

TEST(Scans, ByValuesOfSeveralLoopsAndBetweenThem) {
  const Variable start = input("start", {}, DType::float64);
  const auto times = [](const Variable& initial, double factor, Variable& inside) {
    return scan({.initial = {initial}, .length = 2},
                [&](const ScanStep& at) {
                  inside = place(at.carries[0] * factor, "inside");
                  return ScanYield{.carries = {inside}};
                })
        .carries[0];
  };
  Variable first, second;
  const Variable between = place(times(start, 2, first), "between"), last = times(between, 3, second);
  const Inputs inputs = {{start, Array(1.)}};
  for (const Variables& wrt : {Variables{between, first, second, start}, Variables{start, second, between, first}}) {
    const Variables slopes = gradient(last, Targets(wrt.begin(), wrt.end()));
    for (std::size_t i = 0; i < wrt.size(); ++i) {
      const std::vector<double> expected = wrt[i] == between  ? std::vector<double>{9}
                                           : wrt[i] == first  ? std::vector<double>{18, 9}
                                           : wrt[i] == second ? std::vector<double>{3, 1}
                                                              : std::vector<double>{36};
      EXPECT_EQ(value(slopes[i], inputs).to_vector<double>(), expected) << i;
    }
  }
}

// The loop of a derivative forms the value anew: beside zeros that are added by hand.
TEST(Scans, OfDerivativesByAValueInside) {
  const Variable start = input("start", {2}, DType::float64), added = input("added", {3, 2}, DType::float64);
  const Inputs inputs = {{start, Array({0.7, -0.3}, DType::float64)}, {added, Array::zeros({3, 2}, DType::float64)}};
  Variable inside;
  const auto loop = [&](const Variables& sequences) {
    return scan({.sequences = sequences, .initial = {start}, .length = 3}, [&](const ScanStep& at) {
      const Variable own = vocabulary::tanh(at.carries[0] * 1.5);
      inside = place(at.slices.empty() ? own : own + at.slices[0], "inside");
      const Variable next = at.carries[0] * vocabulary::sin(inside) + inside * inside;
      return ScanYield{.carries = {next}, .collected = {next}};
    });
  };
  const ScanResult by_hand = loop({added}), result = loop({});
  const auto slopes_of = [](const ScanResult& of, const Target& wrt) { return gradient(of.carries[0], wrt, {.reduce = "sum"}); };
  const auto compare = [&](const Variable& of, const Variable& expected_of) {
    const Array slopes = value(gradient(vocabulary::square(of), Target(inside), {.reduce = "sum"}), inputs);
    const Array expected = value(gradient(vocabulary::square(expected_of), added, {.reduce = "sum"}), inputs);
    EXPECT_TRUE(all_close(slopes, expected)) << slopes.to_string() << expected.to_string();
  };
  compare(slopes_of(result, inside), slopes_of(by_hand, added));
  compare(slopes_of(result, start), slopes_of(by_hand, start));
  for (const JacobianMode mode : {JacobianMode::forward, JacobianMode::reverse})
    compare(jacobian(result.collected[0], start, {.mode = mode}), jacobian(by_hand.collected[0], start, {.mode = mode}));
}

TEST(Scans, OfADerivativeByAValueInsideALoopOfALoop) {
  const Variable start = input("start", {}, DType::float64);
  Variable inside;
  const Variable last = scan({.initial = {start}, .length = 2}, [&](const ScanStep& outer) {
                          return ScanYield{.carries = scan({.initial = outer.carries, .length = 2}, [&](const ScanStep& at) {
                                                        inside = place(at.carries[0] * 1, "inside");
                                                        return ScanYield{.carries = {inside * inside}};
                                                      }).carries};
                        }).carries[0];
  // last = v^16 of the first value v, v^8 of the next, ...; the slope by v_k is s_k v_k^(s_k - 1), and start = 1
  const Variable slope = gradient(last, start);  // 16 start^15 by each way to change a value
  EXPECT_EQ(value(slope, {{start, Array(1.)}}).item<double>(), 16);
  // start -> v0 = start + z0, v1 = v0^2 + z1, v2 = v1^2 + z2, v3 = v2^2 + z3, last = v3^2; slope = 2 v3 2 v2 2 v1 2 v0
  EXPECT_EQ(value(gradient(slope, Target(inside)), {{start, Array(1.)}}).to_vector<double>(), (std::vector<double>{240, 112, 48, 16}));
}

TEST(Scans, OfManyHaveMoreAxesOnlyWhereTheManyReach) {
  const Variable x = input("x", {3}), many = input("many", {4, 3});
  const ScanResult result =
      scan({.sequences = {x}, .initial = {zeros({DType::float32, {}}), ones_like(x)}, .length = 3},
           [](const ScanStep& at) { return ScanYield{.carries = {at.carries[0] + at.slices[0], at.carries[1] * 2}}; });
  const Variable both = vectorize({result.carries[0] + vocabulary::sum(result.carries[1])}, {x}, {many}, 4)[0];
  const auto nodes = topological({both});
  const auto loop = std::ranges::find_if(nodes, [](const NodePointer& node) { return node->op->role == Role::scan; });
  ASSERT_NE(loop, nodes.end());
  EXPECT_EQ((*loop)->types[0].dims, Dims{4});
  EXPECT_EQ((*loop)->types[1].dims, Dims{3});
}

TEST(Scans, ByOneStepAndOneUnitOfAValueInside) {
  const Recurrence net;
  const Array whole = value(gradient(net.last, Target(net.inside), {.reduce = "sum"}), net.inputs);
  const Array part = value(gradient(net.last, Target(net.inside, Selection::parse("[1, :, 2]")), {.reduce = "sum"}), net.inputs);
  EXPECT_TRUE(all_close(part, whole.select("[1, :, 2]"), {.relative = 1e-12}));
}

TEST(Scans, SecondDerivativeByAValueInside) {
  const Recurrence net;
  const Variable number = vocabulary::sum(net.last * net.last);
  const Array h = value(hessian(number, Target(net.inside)), net.inputs);
  ASSERT_EQ(h.shape(), (Shape{4, 2, 3, 4, 2, 3}));
  const Array square = h.reshape({24, 24});
  EXPECT_TRUE(all_close(square, square.transpose(), {.relative = 1e-9, .absolute = 1e-12}));
  EXPECT_NEAR(h.at<double>({3, 0, 0, 3, 0, 0}), 2, 1e-12);
}

// A value outside that is noted as that of the loop, its axes turned round.
TEST(Scans, ByATurnedValueIsTheDerivativeTurned) {
  const Recurrence net;
  const Axes turn = {1, 2, 0};
  const Variable turned =
      place(vocabulary::transpose(net.all, {{"axes", turn}}), "turned", std::make_shared<InsideScan>(place_id(net.inside), turn));
  const Array rows = value(jacobian(net.last, Target(net.inside)), net.inputs);
  EXPECT_TRUE(equal(value(jacobian(net.last, turned), net.inputs), rows.transpose({0, 1, 3, 4, 2})));
  const Variable number = vocabulary::sum(net.last * net.last);
  const Array second = value(hessian(number, Target(net.inside)), net.inputs).transpose({1, 2, 0, 4, 5, 3});
  EXPECT_TRUE(equal(value(hessian(number, turned), net.inputs), second));
  EXPECT_TRUE(
      equal(value(hessian(number, Target(turned, Selection::parse("[..., 1, 2:]"))), net.inputs), second.select("[:, 1, 2:, :, 1, 2:]")));
}

TEST(Scans, JacobianForwardAndReverseAgree) {
  const Recurrence net;
  const Array forward = value(jacobian(net.all, net.start, {.mode = JacobianMode::forward}), net.inputs),
              reverse = value(jacobian(net.all, net.start, {.mode = JacobianMode::reverse}), net.inputs);
  EXPECT_TRUE(all_close(forward, reverse, {.relative = 1e-10, .absolute = 1e-13}));
}

TEST(Scans, PerExampleIsNotOfferedInsideLoops) {
  const Recurrence net;
  EXPECT_THAT([&] { jacobian(net.last, Target(net.inside), {.per_example = true}); },
              refuses<ValueError>("'h", "is made inside a loop, where per_example is not offered", "full Jacobian"));
}

TEST(Scans, ALoopOf10000StepsIsDifferentiated) {
  const Variable x = input("x", {}, DType::float64);
  const ScanResult result =
      scan({.initial = {x}, .length = 10'000}, [](const ScanStep& at) { return ScanYield{.carries = {at.carries[0] * 0.9999}}; });
  EXPECT_NEAR(value(gradient(result.carries[0], x), {{x, Array(Number(1.0), DType::float64)}}).item<double>(), std::pow(0.9999, 10'000),
              1e-9);
}

}  // namespace
}  // namespace pellucid
