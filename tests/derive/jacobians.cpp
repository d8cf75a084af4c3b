// Jacobians in every way, Hessians, and examples that do or do not meet.
#include <gtest/gtest.h>

#include <pellucid/error.hpp>

#include "derive/independence.hpp"
#include "derive/networks.hpp"
#include "harness/refuses.hpp"
#include "ops/support/movement.hpp"

namespace pellucid {
namespace {

const Tolerance close{.relative = 1e-10, .absolute = 1e-12};

// [of..., wrt...] one gradient at a time.
Array by_loop(const Variable& of, const Variable& wrt, const Inputs& inputs) {
  const Shape of_shape = value(of, inputs).shape(), wrt_shape = value(wrt, inputs).shape();
  Shape shape = of_shape;
  shape.insert(shape.end(), wrt_shape.begin(), wrt_shape.end());
  std::vector<double> all;
  const Array elements = Array::zeros(of_shape);
  for (std::int64_t flat = 0; flat < elements.size(); ++flat) {
    Shape position(of_shape.size());
    std::int64_t rest = flat;
    for (std::size_t k = of_shape.size(); k-- > 0;) {
      position[k] = rest % of_shape[k];
      rest /= of_shape[k];
    }
    const std::vector<double> row = value(gradient(of.at(position), wrt), inputs).to_vector<double>();
    all.insert(all.end(), row.begin(), row.end());
  }
  return Array(all, shape);
}

TEST(Jacobian, EveryModeGivesWhatALoopGives) {
  const Perceptron net;
  for (const Variable& wrt : {net.x, net.w, net.hidden}) {
    const Array expected = by_loop(net.y, wrt, net.inputs);
    for (const JacobianMode mode : {JacobianMode::automatic, JacobianMode::forward, JacobianMode::reverse})
      EXPECT_TRUE(all_close(value(jacobian(net.y, wrt, {.mode = mode}), net.inputs), expected, close)) << wrt.to_string();
  }
}

TEST(Jacobian, OfOneNumberIsItsGradient) {
  const Variable x = input("x", {2}, DType::float64);
  const Inputs at = {{x, Array({0.5, -1.5}, DType::float64)}};
  EXPECT_TRUE(equal(value(jacobian(vocabulary::sum(x * x), x), at), Array({1., -3.}, DType::float64)));
}

TEST(Jacobian, ByAPartIsThePartOfTheWhole) {
  const Perceptron net;
  const Array whole = value(jacobian(net.y, net.w), net.inputs),
              part = value(jacobian(net.y, Target(net.w, Selection::parse("[1, ::2]"))), net.inputs);
  EXPECT_TRUE(all_close(part, whole.select("[..., 1, ::2]"), close));
}

TEST(PerExample, IsTheDiagonalOfTheWhole) {
  const Perceptron net;
  ASSERT_TRUE(examples_are_independent(net.y, Dim::named("batch")));
  const Array by_x = by_loop(net.y, net.x, net.inputs), by_w = by_loop(net.y, net.w, net.inputs);
  for (const JacobianMode mode : {JacobianMode::automatic, JacobianMode::forward, JacobianMode::reverse}) {
    const Array x = value(jacobian(net.y, net.x, {.per_example = true, .mode = mode}), net.inputs);
    const Array w = value(jacobian(net.y, net.w, {.per_example = true, .mode = mode}), net.inputs);
    ASSERT_EQ(x.shape(), (Shape{5, 2, 3}));
    ASSERT_EQ(w.shape(), (Shape{5, 2, 3, 4}));
    for (std::int64_t b = 0; b < 5; ++b) EXPECT_TRUE(all_close(x.select(Selection({b})), by_x.select(Selection({b, Slice{}, b})), close));
    EXPECT_TRUE(all_close(w, by_w, close));
  }
}

TEST(PerExample, IsRightWhereExamplesMeet) {
  const Perceptron net;
  const Variable mixed = net.y - vocabulary::mean(net.y, {{"axes", Axes{0}}});
  EXPECT_FALSE(examples_are_independent(mixed, Dim::named("batch")));
  const Array whole = by_loop(mixed, net.x, net.inputs), own = value(jacobian(mixed, net.x, {.per_example = true}), net.inputs);
  for (std::int64_t b = 0; b < 5; ++b) EXPECT_TRUE(all_close(own.select(Selection({b})), whole.select(Selection({b, Slice{}, b})), close));
  EXPECT_TRUE(all_close(value(jacobian(mixed, net.w, {.per_example = true}), net.inputs), by_loop(mixed, net.w, net.inputs), close));
}

TEST(PerExample, GradientOfOneNumberAnExample) {
  const Perceptron net;
  const Variable losses = vocabulary::sum(net.y * net.y, {{"axes", Axes{1}}});
  EXPECT_TRUE(all_close(value(per_example_gradient(losses, net.v), net.inputs), by_loop(losses, net.v, net.inputs), close));
  EXPECT_EQ(value(per_example_gradient(losses, net.x), net.inputs).shape(), (Shape{5, 3}));
}

TEST(PerExample, ByOneNumberAnExample) {
  const Variable x = input("x", {Dim::named("batch")}, DType::float64);
  const Inputs inputs = {{x, Array({1., -2., 3.}, DType::float64)}};
  for (const JacobianMode mode : {JacobianMode::automatic, JacobianMode::forward, JacobianMode::reverse})
    EXPECT_EQ(value(jacobian(x * x, x, {.per_example = true, .mode = mode}), inputs).to_vector<double>(), (std::vector<double>{2, -4, 6}));
}

TEST(PerExample, ByWhatDoesNotCount) {
  const Perceptron net;
  const Variable other = input("other", {Dim::named("batch"), 7}, DType::float64), shared = input("shared", {2, 6}, DType::float64);
  const auto shape_by = [&](const Variable& wrt) {
    Inputs inputs = net.inputs;
    inputs.emplace_back(other, ramp({5, 7}));
    return value(jacobian(net.y, wrt, {.per_example = true, .if_disconnected = IfDisconnected::zero}), inputs).shape();
  };
  EXPECT_EQ(shape_by(other), (Shape{5, 2, 7}));
  EXPECT_EQ(shape_by(shared), (Shape{5, 2, 2, 6}));
  EXPECT_EQ(value(jacobian(net.y, shared, {.if_disconnected = IfDisconnected::zero}), net.inputs).shape(), (Shape{5, 2, 2, 6}));
  EXPECT_THROW(jacobian(net.y, other, {.per_example = true}), DisconnectedError);
}

// A batch of known size may be as long as an axis of the weights.
TEST(PerExample, SharedValuesHaveNoExamplesWhateverTheirExtents) {
  const SharedVariable weights(Array({{1., 2.}, {3., 4.}, {5., 6.}}), "weights");
  const Variable x = input("x", {3, 3}, DType::float64),
                 y = vocabulary::sum(contract(x, weights.variable(), {"bi", "ij", "bj"}), {{"axes", Axes{1}}});
  const Array slopes = value(per_example_gradient(y, weights.variable()), {{x, Array({{1., 2., 3.}, {4., 5., 6.}, {7., 8., 9.}})}});
  EXPECT_EQ(slopes.shape(), (Shape{3, 3, 2}));
  EXPECT_EQ(slopes.to_vector<double>(), (std::vector<double>{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9}));
}

TEST(PerExample, ASelectionAmongExamplesIsRefused) {
  const Perceptron net;
  EXPECT_THAT([&] { jacobian(net.y, Target(net.x, Selection::parse("[0]")), {.per_example = true}); },
              refuses<ValueError>("selects among the examples", "a selection that begins with ':'"));
}

TEST(PerExample, ByAPartIsThePartOfTheWhole) {
  const Perceptron net;
  const auto by = [&](const char* part) {
    return value(jacobian(net.y, Target(net.x, Selection::parse(part)), {.per_example = true}), net.inputs);
  };
  const Array whole = by("[:]");
  EXPECT_TRUE(equal(whole, value(jacobian(net.y, net.x, {.per_example = true}), net.inputs)));
  const Target nothing_selected(net.x, Selection(std::vector<Selection::Item>()));
  EXPECT_TRUE(equal(whole, value(jacobian(net.y, nothing_selected, {.per_example = true}), net.inputs)));
  for (const auto& [part, of_whole] : {std::pair{"[:, 1]", "[:, :, 1]"}, {"[..., 1:]", "[:, :, 1:]"}, {"[:, ..., 2]", "[:, :, 2]"}})
    EXPECT_TRUE(equal(by(part), whole.select(of_whole))) << part;
}

TEST(PerExample, OfOneNumberForEachByShared) {
  const Variable x = input("x", {Dim::named("batch")}, DType::float64), scale = input("scale", {}, DType::float64),
                 w = input("w", {2}, DType::float64);
  const Inputs inputs = {{x, Array({1., -2., 3.}, DType::float64)}, {scale, Array(2.)}, {w, Array({3., 5.}, DType::float64)}};
  const Variable losses = x * scale * vocabulary::sum(w * w);
  EXPECT_EQ(value(per_example_gradient(losses, w), inputs).to_vector<double>(), (std::vector<double>{12, 20, -24, -40, 36, 60}));
  const Variable four = input("four", {Dim::named("batch"), 4}, DType::float64);
  const Variable sums = vocabulary::sum(vocabulary::tanh(reshape_to(four, {Dim::named("batch"), 2, 2}) * w), {{"axes", Axes{1, 2}}});
  const Inputs more = {{four, ramp({3, 4})}, inputs[2]};
  EXPECT_TRUE(all_close(value(per_example_gradient(sums, w), more), by_loop(sums, w, more), close));
}

// Values that differ from example to example though nothing of an example goes in, or that say how many examples there are.
void expect_each_example_its_own(const Dim& batch) {
  const Variable x = input("x", {batch}, DType::float64), w = input("w", {}, DType::float64), ones = ones_like(x);
  const Inputs inputs = {{x, Array({1., -2., 3.}, DType::float64)}, {w, Array(2.)}};
  const Variable loop = scan({.initial = {w}, .length = batch}, [](const ScanStep& at) {
                          return ScanYield{.carries = {at.carries[0] * 2}, .collected = {at.carries[0]}};
                        }).collected[0];
  const Variable wide = vocabulary::broadcast(w, {{"dims", Dims{batch, batch}}, {"axes", Axes{}}});
  for (const Variable& of :
       {x * w * vocabulary::cumulative_sum(ones), x * w * vocabulary::sum(ones),
        x * w * cast_to(vocabulary::extent(std::vector<Operand>{}, {{"dims", Dims{batch}}, {"dtype", DType::float64}}), DType::float64),
        x * pad_axis(reshape_to(w, {1}), 0, 1, batch - 2), w * pad_axis(x, 0, 1, -1), x * loop,
        x * vocabulary::sum(vocabulary::tanh(wide), {{"axes", Axes{0}}}), vocabulary::tanh(wide) * reshape_to(x, {batch, 1})}) {
    SCOPED_TRACE(print({of}));
    EXPECT_TRUE(all_close(value(jacobian(of, w, {.per_example = true}), inputs), by_loop(of, w, inputs), close));
  }
}

TEST(PerExample, OfWhatFollowsFromTheNumberOfExamplesAlone) {
  expect_each_example_its_own(Dim::named("batch"));
  expect_each_example_its_own(3);
}

TEST(PerExample, ByAValueThatHasExamplesBehind) {
  const Dim batch = Dim::named("batch");
  const Variable x = input("x", {batch, 2}, DType::float64), turned = place(vocabulary::transpose(x), "turned");
  const Variable y = vocabulary::tanh(vocabulary::transpose(turned) * 3);
  const Inputs inputs = {{x, ramp({3, 2})}};
  EXPECT_TRUE(all_close(value(jacobian(y, turned, {.per_example = true}), inputs), by_loop(y, turned, inputs), close));
}

TEST(Independence, IsProvenThroughLoops) {
  const Recurrence net;
  EXPECT_FALSE(examples_are_independent(net.last, Dim::named("batch")));  // its sequence has time first
  EXPECT_TRUE(all_close(value(jacobian(net.last, net.w, {.per_example = true}), net.inputs), by_loop(net.last, net.w, net.inputs), close));
  const Variable x = input("x", {Dim::named("batch"), Dim::named("time"), 2}, DType::float64);
  const Variable turned = vocabulary::transpose(x, {{"axes", Axes{1, 0, 2}}});
  const ScanResult result =
      scan({.sequences = {turned}, .initial = {zeros({DType::float64, {Dim::named("batch"), 2}})}, .length = Dim::named("time")},
           [](const ScanStep& at) {
             const Variable h = vocabulary::tanh(at.slices[0] + at.carries[0]);
             return ScanYield{.carries = {h}, .collected = {h}};
           });
  EXPECT_TRUE(examples_are_independent(result.carries[0], Dim::named("batch")));
  EXPECT_TRUE(examples_are_independent(vocabulary::transpose(result.collected[0], {{"axes", Axes{1, 0, 2}}}), Dim::named("batch")));
}

TEST(Hessian, IsSymmetricAndAgreesWithItsProduct) {
  const Perceptron net;
  const Variable number = vocabulary::sum(net.y * net.y);
  const Array h = value(hessian(number, net.w), net.inputs);
  ASSERT_EQ(h.shape(), (Shape{3, 4, 3, 4}));
  EXPECT_TRUE(all_close(h.reshape({12, 12}), h.reshape({12, 12}).transpose(), close));
  const Variable direction = input("direction", {3, 4}, DType::float64);
  Inputs inputs = net.inputs;
  inputs.emplace_back(direction, ramp({3, 4}, 0.3, 0.23));
  const std::vector<double> product = value(hessian_vector_product(number, net.w, direction), inputs).to_vector<double>(),
                            d = ramp({3, 4}, 0.3, 0.23).to_vector<double>(), rows = h.to_vector<double>();
  for (std::size_t i = 0; i < 12; ++i) {
    double expected = 0;
    for (std::size_t k = 0; k < 12; ++k) expected += rows[12 * i + k] * d[k];
    EXPECT_NEAR(product[i], expected, 1e-10);
  }
}

TEST(Hessian, ByAPartIsThePartOfTheWholeTwice) {
  const Perceptron net;
  const Variable number = vocabulary::sum(net.y * net.y * net.y);
  const auto by = [&](const char* part) { return value(hessian(number, Target(net.w, Selection::parse(part))), net.inputs); };
  const Array whole = value(hessian(number, net.w), net.inputs);
  EXPECT_TRUE(all_close(by("[1, ::2]"), whole.select("[1, ::2, 1, ::2]"), close));
  EXPECT_TRUE(all_close(by("[2]"), whole.select("[2, :, 2, :]"), close));
  EXPECT_TRUE(all_close(by("[..., 3]"), whole.select("[:, 3, :, 3]"), close));
}

TEST(Hessian, IsZeroByWhatDoesNotCount) {
  const Perceptron net;
  const Variable other = input("other", {2, 3}, DType::float64), number = vocabulary::sum(net.y * net.y);
  EXPECT_EQ(value(hessian(number, other, {.if_disconnected = IfDisconnected::zero}), net.inputs).shape(), (Shape{2, 3, 2, 3}));
  EXPECT_THROW(hessian(number, other), DisconnectedError);
  EXPECT_THROW(hessian_vector_product(number, other, other), DisconnectedError);
  // Linear in v: the slope flows, its own does not.
  const Array flat = value(hessian(vocabulary::sum(net.y), net.v), net.inputs);
  EXPECT_EQ(flat.shape(), (Shape{4, 2, 4, 2}));
  EXPECT_EQ(flat.to_vector<double>(), std::vector<double>(64, 0));
  const Variable direction = input("direction", {4, 2}, DType::float64);
  Inputs inputs = net.inputs;
  inputs.emplace_back(direction, ramp({4, 2}));
  EXPECT_EQ(value(hessian_vector_product(vocabulary::sum(net.y), net.v, direction), inputs).to_vector<double>(), std::vector<double>(8, 0));
}

TEST(Vectorize, IsTheSameForEachValue) {
  const Perceptron net;
  const Variable many = input("many", {7, 3, 4}, DType::float64);
  const Variable all = vectorize({net.y}, {net.w}, {many}, 7)[0];
  EXPECT_EQ(vectorize({net.v}, {net.w}, {many}, 7)[0].dims(), (Dims{7, 4, 2}));
  Inputs inputs = net.inputs;
  inputs.emplace_back(many, ramp({7, 3, 4}, 0.1, 0.19));
  const Array together = value(all, inputs);
  for (std::int64_t i = 0; i < 7; ++i) {
    inputs[1].second = inputs.back().second.select(Selection({i}));
    EXPECT_TRUE(all_close(together.select(Selection({i})), value(net.y, inputs), close));
  }
}

}  // namespace
}  // namespace pellucid
