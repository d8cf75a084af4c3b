// Where the proof that examples do not meet goes through, op by op; and where it must not.
#include <gtest/gtest.h>

#include "derive/independence.hpp"
#include "derive/networks.hpp"
#include "ops/support/movement.hpp"

namespace pellucid {
namespace {

const Dim batch = Dim::named("batch");
const Variable x = input("x", {batch, 4, 3}, DType::float64), row = input("row", {3}, DType::float64),
               w = input("w", {3, 5}, DType::float64), flat = input("flat", {batch}, DType::float64);

bool proven(const Variable& of) { return examples_are_independent(of, batch); }
Variable along(const Op& op, const Variable& value, const Axes& axes) { return apply(op, {value}, {{"axes", axes}}); }
Variable contract(const Variable& a, const Variable& b, const std::string& labels) {
  return vocabulary::contraction(a, b, {{"labels", labels}});
}

TEST(Independence, OfValuesThatHaveExamplesFirst) {
  EXPECT_TRUE(proven(x));
  EXPECT_FALSE(proven(row));  // no examples
  EXPECT_FALSE(proven(vocabulary::sum(x)));
  EXPECT_FALSE(proven(vocabulary::transpose(x, {{"axes", Axes{1, 0, 2}}})));  // elsewhere
  EXPECT_TRUE(proven(vocabulary::tanh(x) * row + 1));
  EXPECT_TRUE(proven(place(x * x, "square")));
  EXPECT_TRUE(proven(vocabulary::broadcast(flat, {{"dims", Dims{batch, 3}}, {"axes", Axes{0}}})));
  const Variable repeated = vocabulary::broadcast(vocabulary::sum(row), {{"dims", Dims{3}}, {"axes", Axes{}}});
  EXPECT_TRUE(proven(x * vocabulary::broadcast(repeated, {{"dims", Dims{4, 3}}, {"axes", Axes{1}}})));
  EXPECT_FALSE(proven(vocabulary::broadcast(flat, {{"dims", Dims{3, batch}}, {"axes", Axes{1}}})));
  EXPECT_FALSE(proven(x + x.select("[0]")));  // the first example goes to all
}

TEST(Independence, OfReductions) {
  for (const Op* op : {&table::sum, &table::product, &table::reduce_max, &table::reduce_min, &table::mean}) {
    EXPECT_TRUE(proven(along(*op, x, {1}))) << op->name;
    EXPECT_TRUE(proven(along(*op, x, {2, 1}))) << op->name;
    EXPECT_FALSE(proven(along(*op, x * flat.select("[0]"), {1}))) << op->name;
    EXPECT_FALSE(proven(along(*op, vocabulary::transpose(x, {{"axes", Axes{1, 0, 2}}}), {1}))) << op->name;
    const Variable last = vocabulary::transpose(x, {{"axes", Axes{1, 2, 0}}});
    EXPECT_TRUE(proven(along(*op, last, {0, 1}))) << op->name;
    EXPECT_TRUE(proven(vocabulary::transpose(along(*op, last, {0}), {{"axes", Axes{1, 0}}}))) << op->name;
  }
}

TEST(Independence, OfReshapesOfPairs) {
  const Variable pairs = vocabulary::broadcast(flat, {{"dims", Dims{batch, batch}}, {"axes", Axes{1}}});  // [any, example]
  EXPECT_FALSE(proven(along(table::sum, reshape_to(pairs, {batch, 1, batch}), {2})));
}

TEST(Independence, OfMovements) {
  EXPECT_TRUE(proven(x.select("[:, 1:3]")));
  EXPECT_TRUE(proven(x.select("[:, ::-1]")));
  EXPECT_FALSE(proven(x.select("[::-1]")));
  EXPECT_TRUE(proven(pad_axis(x, 1, 1, 2)));
  EXPECT_FALSE(proven(pad_axis(x.select("[1:]"), 0, 1, 0)));  // as long as the batch, and moved on by one
  EXPECT_FALSE(proven(pad_axis(x, 0, 1, -1)));
  EXPECT_FALSE(proven(pad_axis(x, 0, 0, 1)));
  EXPECT_FALSE(proven(pad_axis(x, 1, batch, Dim(0) - batch)));
  EXPECT_FALSE(proven(pad_axis(x, 1, 0, batch)));  // another graph for another number of examples
  EXPECT_TRUE(proven(concatenate_along({x, x}, 1)));
  EXPECT_FALSE(proven(concatenate_along({x, x}, 0)));
  EXPECT_FALSE(proven(concatenate_along({x.select("[1:]"), x.select("[:1]")}, 0)));
  EXPECT_TRUE(proven(reshape_to(x, {batch, 12})));
  EXPECT_TRUE(proven(reshape_to(x, {batch, 2, 6})));
  EXPECT_TRUE(proven(vocabulary::transpose(reshape_to(x, {1, batch, 12}), {{"axes", Axes{1, 0, 2}}})));
  EXPECT_FALSE(proven(reshape_to(vocabulary::transpose(x, {{"axes", Axes{1, 0, 2}}}), {batch, 12})));         // parts of several examples
  const Variable middle = reshape_to(vocabulary::transpose(x, {{"axes", Axes{1, 0, 2}}}), {2, 2, batch, 3});  // [2, 2, batch, 3]
  EXPECT_TRUE(proven(vocabulary::transpose(middle, {{"axes", Axes{2, 0, 1, 3}}})));
  EXPECT_FALSE(proven(vocabulary::transpose(middle, {{"axes", Axes{3, 2, 0, 1}}})));
  EXPECT_FALSE(
      proven(reshape_to(reshape_to(x, {batch * 4, 3}), {batch, 12})));  // right, and not proven: the batch was joined to another axis
}

TEST(Independence, OfContractions) {
  EXPECT_TRUE(proven(contract(x, w, "btf,fu->btu")));
  EXPECT_TRUE(proven(contract(w, x, "fu,btf->but")));
  EXPECT_FALSE(proven(contract(w, x, "fu,btf->ubt")));
  EXPECT_TRUE(proven(contract(w, vocabulary::transpose(x, {{"axes", Axes{1, 0, 2}}}), "fu,tbf->btu")));
  EXPECT_TRUE(proven(contract(x, x, "btf,bsf->bts")));
  EXPECT_TRUE(proven(contract(vocabulary::transpose(x, {{"axes", Axes{1, 0, 2}}}), x, "tbf,bsf->bts")));
  EXPECT_TRUE(proven(contract(x, contract(w, w, "fu,gu->fg"), "btf,fg->btg")));
  EXPECT_FALSE(proven(contract(x, x, "btf,ctf->bc")));  // every example with every other
  EXPECT_FALSE(proven(contract(flat, flat, "b,b->")));
  EXPECT_FALSE(proven(contract(contract(flat, flat, "a,b->ab"), flat, "ab,b->a")));
}

TEST(Independence, OfWhatCountsOrDraws) {
  EXPECT_FALSE(proven(flat + counting({batch}, 0, DType::float64)));
  EXPECT_TRUE(proven(x + counting({3}, 0, DType::float64)));
  const Variable key = constant(Array({1, 2, 3, 4}, DType::uint32)), ones = ones_like(flat);
  const auto drawn = [&](const Dims& dims) {
    return vocabulary::random_uniform(key, {{"stream", std::int64_t{1}}, {"dims", dims}, {"dtype", DType::float64}});
  };
  EXPECT_FALSE(proven(flat + drawn({batch})));
  EXPECT_TRUE(proven(x + drawn({3})));
  EXPECT_TRUE(proven(flat + ones));
  EXPECT_FALSE(proven(flat * vocabulary::cumulative_sum(ones)));
  EXPECT_FALSE(proven(flat * vocabulary::sum(ones)));
  EXPECT_FALSE(proven(flat * vocabulary::extent(std::vector<Operand>{}, {{"dims", Dims{batch + 1}}, {"dtype", DType::float64}})));
  EXPECT_TRUE(proven(flat * vocabulary::extent(std::vector<Operand>{}, {{"dims", Dims{Dim::named("n")}}, {"dtype", DType::float64}})));
  EXPECT_FALSE(proven(vocabulary::broadcast(flat, {{"dims", Dims{batch, batch}}, {"axes", Axes{0}}})));
  EXPECT_FALSE(proven(vocabulary::broadcast(flat, {{"dims", Dims{batch, batch * 2}}, {"axes", Axes{0}}})));
  EXPECT_FALSE(proven(input("twice", {batch * 2})));
}

TEST(Independence, GoesIntoComposites) {
  EXPECT_TRUE(proven(vocabulary::log_softmax(x)));
  EXPECT_TRUE(proven(vocabulary::log_softmax(x, {{"axis", std::int64_t{1}}})));
  EXPECT_FALSE(proven(vocabulary::log_softmax(x, {{"axis", std::int64_t{0}}})));
  EXPECT_FALSE(proven(vocabulary::cumulative_sum(x, {{"axis", std::int64_t{0}}})));
  const Axes turned = {1, 0, 2};
  EXPECT_TRUE(proven(vocabulary::transpose(vocabulary::log_softmax(vocabulary::transpose(x, {{"axes", turned}})), {{"axes", turned}})));
}

// h = tanh(x_t + h), over axis 1 of x.
ScanResult loop_over(const Variable& sequence, const Variable& initial,
                     const std::function<Variable(const Variable&, const Variable&)>& step) {
  return scan({.sequences = {sequence}, .initial = {initial}, .length = 4}, [&](const ScanStep& at) {
    const Variable h = step(at.slices[0], at.carries[0]);
    return ScanYield{.carries = {h}, .collected = {h}};
  });
}

TEST(Independence, OfLoops) {
  const Variable turned = vocabulary::transpose(x, {{"axes", Axes{1, 0, 2}}}), start = zeros({DType::float64, {batch, 3}});
  const auto own = [](const Variable& slice, const Variable& h) { return vocabulary::tanh(slice + h); };
  const auto mixing = [](const Variable& slice, const Variable& h) { return slice + vocabulary::mean(h, {{"axes", Axes{0}}}); };
  const ScanResult apart = loop_over(turned, start, own), together = loop_over(turned, start, mixing);
  EXPECT_TRUE(proven(apart.carries[0]));
  EXPECT_TRUE(proven(vocabulary::transpose(apart.collected[0], {{"axes", Axes{1, 0, 2}}})));
  EXPECT_FALSE(proven(together.carries[0]));
  EXPECT_FALSE(proven(vocabulary::transpose(together.collected[0], {{"axes", Axes{1, 0, 2}}})));
  // Examples on a later axis, of a sequence and of a carry.
  const ScanResult behind = loop_over(vocabulary::transpose(x, {{"axes", Axes{1, 2, 0}}}), zeros({DType::float64, {3, batch}}), own);
  EXPECT_TRUE(proven(vocabulary::transpose(behind.carries[0])));
  // The loop runs over the examples themselves.
  const Variable over = input("over", {batch, 3}, DType::float64);
  const ScanResult running =
      scan({.sequences = {over}, .initial = {zeros({DType::float64, {3}})}, .length = batch}, [](const ScanStep& at) {
        const Variable h = at.slices[0] + at.carries[0];
        return ScanYield{.carries = {h}, .collected = {h}};
      });
  EXPECT_FALSE(proven(running.collected[0]));
  // A constant with examples meets a carry that has none at first.
  const Variable bias = input("bias", {batch, 3}, DType::float64);
  const ScanResult grows = loop_over(input("s", {4, 3}, DType::float64), zeros({DType::float64, {batch, 3}}),
                                     [&](const Variable& slice, const Variable& h) { return slice + h * bias; });
  EXPECT_TRUE(proven(grows.carries[0]));
  // It reaches another carry a step later; one that loses them in a step has them where there is no step.
  const Variable other = input("other", {3}, DType::float64), none = zeros({DType::float64, {batch, 3}});
  const ScanResult passes = scan({.initial = {none, none, bias}, .length = Dim::named("length")}, [&](const ScanStep& at) {
    return ScanYield{.carries = {at.carries[0] + bias * other, at.carries[1] + at.carries[0] * other, none}};
  });
  for (const Variable& carry : passes.carries) EXPECT_TRUE(proven(carry)) << carry.to_string();
  const ScanResult loses = scan({.initial = {vocabulary::sum(bias)}, .length = Dim::named("length")},
                                [&](const ScanStep&) { return ScanYield{.carries = {constant(2, DType::float64)}}; });
  EXPECT_FALSE(proven(bias * loses.carries[0]));  // all examples, where there is no step
  // All examples reach a number of one step, and through it every example of the next.
  const ScanResult meets = scan({.initial = {zeros({DType::float64, {}}), bias}, .length = 4}, [&](const ScanStep& at) {
    return ScanYield{.carries = {vocabulary::sum(at.carries[1]), at.carries[1] * at.carries[0]}};
  });
  EXPECT_FALSE(proven(meets.carries[1]));
}

// What is proven chooses how a Jacobian is found, not what it is.
TEST(Independence, ChoosesTheCheaperMode) {
  const Variable y = vocabulary::tanh(contract(input("x2", {batch, 3}, DType::float64), w, "bf,fu->bu"));
  const Variable from = y.op().inputs()[0].op().inputs()[0];
  const auto by = [&](JacobianMode mode) { return jacobian(y, from, {.per_example = true, .mode = mode}); };
  EXPECT_EQ(by(JacobianMode::automatic), by(JacobianMode::forward));  // 3 columns, 5 rows
  EXPECT_NE(by(JacobianMode::automatic), by(JacobianMode::reverse));
  const Variable few = vocabulary::sum(y, {{"axes", Axes{1}}});
  EXPECT_EQ(jacobian(few, from, {.per_example = true}), jacobian(few, from, {.per_example = true, .mode = JacobianMode::reverse}));
}

TEST(Jacobian, ChoosesTheFewerPasses) {
  const Variable a = input("a", {3}, DType::float64);
  const auto chosen = [](const Variable& of, const Variable& wrt) {
    const Variable automatic = jacobian(of, wrt), forward = jacobian(of, wrt, {.mode = JacobianMode::forward}),
                   reverse = jacobian(of, wrt, {.mode = JacobianMode::reverse});
    EXPECT_NE(forward, reverse);
    return automatic == forward ? JacobianMode::forward : automatic == reverse ? JacobianMode::reverse : JacobianMode::automatic;
  };
  EXPECT_EQ(chosen(vocabulary::tanh(contract(a, w, "f,fu->u")), a), JacobianMode::forward);
  EXPECT_EQ(chosen(vocabulary::tanh(contract(w, input("v", {5}, DType::float64), "fu,u->f")), w), JacobianMode::reverse);
  const Variable square = input("m", {3, 3}, DType::float64);
  EXPECT_EQ(chosen(vocabulary::tanh(contract(a, square, "f,fu->u")), a), JacobianMode::reverse);  // as many of each
  EXPECT_EQ(chosen(vocabulary::tanh(x * row), row), JacobianMode::forward);                       // rows of an unknown number
  EXPECT_EQ(chosen(vocabulary::sum(vocabulary::tanh(x), {{"axes", Axes{0}}}), x), JacobianMode::reverse);
}

}  // namespace
}  // namespace pellucid
