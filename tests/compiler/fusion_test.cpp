// What is stored and what is computed on the way.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include "compiler/planned.hpp"
#include "compiler/random_graph.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

namespace v = vocabulary;

Variable product(const Variable& a, const Variable& b) { return v::contraction(a, b, {{"labels", std::string("ik,kj->ij")}}); }

struct Layer {
  Layer(std::int64_t inputs, std::int64_t units, std::uint64_t seed)
      : kernel(random_array({inputs, units}, seed), "kernel"), bias(random_array({units}, seed + 1), "bias") {}
  Variable pre_activation(const Variable& x) const { return v::add(product(x, kernel.variable()), bias.variable()); }
  Variable operator()(const Variable& x) const { return v::maximum(pre_activation(x), 0.0); }
  SharedVariable kernel, bias;
};

TEST(Fusion, AChainIsOneKernel) {
  const Variable x = input("x", {4, 6});
  Variable y = x;
  for (int i = 0; i < 10; ++i) y = v::tanh(v::add(y, 1.0));
  EXPECT_EQ(counts(planned({x}, {y})).kernels, 1);
}

TEST(Fusion, ALongChainIsCutSoThatKernelsStaySmall) {
  const Variable x = input("x", {4, 6});
  Variable y = x;
  for (int i = 0; i < 500; ++i) y = v::tanh(v::add(y, 1.0));
  const std::size_t kernels = counts(planned({x}, {y})).kernels;
  EXPECT_GE(kernels, 5);
  EXPECT_LE(kernels, 7);
}

// A profile says where the time goes by these names.
TEST(Fusion, KernelsOfStatementsHaveNames) {
  const Variable x = input("x", {4, 6}), rows = input("rows", {4}, DType::int64);
  const std::string program = loop::print(planned({x, rows}, {v::scatter_add(x, rows, {{"extent", Dims{9}}})}).plan.program);
  EXPECT_THAT(program, testing::AllOf(testing::HasSubstr("kernel clear"), testing::HasSubstr("kernel scatter_add")));
}

TEST(Fusion, BiasAndActivationJoinTheProduct) {
  const Layer layer(6, 5, 1);
  const Variable x = input("x", {4, 6});
  const Counts found = counts(planned({x}, {layer(x)}));
  EXPECT_EQ(found.kernels, 1);
  EXPECT_EQ(found.stores, 1);
}

TEST(Fusion, WhatSeveralNeedIsStoredWhereItIsComputed) {
  const Layer layer(6, 5, 1);
  const Variable x = input("x", {4, 6});
  const Counts found = counts(planned({x}, {layer.pre_activation(x), layer(x)}));
  EXPECT_EQ(found.kernels, 1);
  EXPECT_EQ(found.stores, 2);
  EXPECT_EQ(found.reductions, 1);
}

TEST(Fusion, SiblingsOverTheSamePointsAreOneKernel) {
  const SharedVariable w(random_array({8, 8}, 1), "w"), m(random_array({8, 8}, 2), "m"), s(random_array({8, 8}, 3), "s");
  const Variable g = input("g", {8, 8});
  const Variable new_m = v::add(v::multiply(m.variable(), 0.9), v::multiply(g, 0.1));
  const Variable new_s = v::add(v::multiply(s.variable(), 0.99), v::multiply(v::multiply(g, g), 0.01));
  const Variable new_w = v::subtract(w.variable(), v::divide(new_m, v::add(v::square_root(v::absolute(new_s)), 1e-7)));
  const Counts found = counts(planned({g}, {}, {.updates = {{m, new_m}, {s, new_s}, {w, new_w}}}));
  EXPECT_EQ(found.kernels, 1);
  EXPECT_EQ(found.stores, 3);
}

TEST(Fusion, ExpensiveValuesAreNotComputedAgainInAnotherKernel) {
  const Variable x = input("x", {4, 6}), e = v::exp(x);
  const Counts found = counts(planned({x}, {v::add(e, 1.0), v::sum(e, {{"axes", Axes{1}}})}));
  EXPECT_EQ(found.kernels, 2);
  EXPECT_EQ(found.stores, 3);  // e and e + 1 in one kernel, the sum in the other
}

TEST(Fusion, MovementsCostNoKernel) {
  const Variable x = input("x", {4, 6});
  const Variable y = v::transpose(slice_axis(x, 1, 1, 4));
  EXPECT_EQ(counts(planned({x}, {v::add(y, 1.0)})).kernels, 1);
}

TEST(Fusion, AReshapeIsAnotherNameOfTheSameMemory) {
  const Variable x = input("x", {4, 6});
  const Variable y = reshape_to(v::exp(x), {8, 3});
  const compiler::Compilation work = planned({x}, {v::sum(y, {{"axes", Axes{0}}})});
  EXPECT_EQ(counts(work).kernels, 2);
  EXPECT_THAT(loop::print(work.plan.program), testing::Not(testing::HasSubstr("//")));
}

// Also where the graph works on it under other dims: the output is no copy.
TEST(Fusion, AnOutputIsWrittenWhereItsCallerWantsIt) {
  const Variable x = input("x", {4, 6}), rows = input("rows", {4}, DType::int64);
  for (const Variable& y : {reshape_to(v::exp(x), {8, 3}), reshape_to(v::exp(x), {4, 1, 6}), reshape_to(product(x, v::transpose(x)), {16}),
                            reshape_to(v::scatter_add(x, rows, {{"extent", Dims{9}}}), {54})}) {
    const compiler::Compilation work = planned({x, rows}, {y, v::sum(x)});
    EXPECT_THAT(loop::print(work.plan.program), testing::Not(testing::AnyOf(testing::HasSubstr("copy"), testing::HasSubstr("//"))));
  }
}

TEST(Fusion, AReshapedOutputMayBeThatOfAnInputOrOfAnotherOutput) {
  const Variable x = input("x", {4, 6}), e = v::exp(x);
  const Array values = random_array({4, 6}, 1);
  const std::vector<Array> results =
      Function({x}, Variables{reshape_to(x, {24}), reshape_to(e, {24}), e, reshape_to(e, {2, 12}), reshape_to(e, {24})})({values});
  const std::vector<Array> expected = evaluate({reshape_to(x, {24}), reshape_to(e, {24}), e, reshape_to(e, {2, 12})}, {{x, values}});
  for (const std::size_t i : {0, 1, 2, 3, 1}) EXPECT_EQ(results[i].shape(), expected[i].shape());
  EXPECT_TRUE(same_bits(results[0], expected[0]));
  EXPECT_TRUE(same_bits(results[1], results[4]));
  EXPECT_TRUE(same_bits(results[2].reshape({24}), results[1]));
  EXPECT_TRUE(same_bits(results[3].reshape({24}), results[1]));
}

TEST(Fusion, TanhAndItsSlopeAreOneKernel) {
  const Layer layer(6, 5, 1);
  const Variable x = input("x", {4, 6}), y = v::tanh(layer.pre_activation(x));
  const compiler::Compilation work = planned({x}, {v::sum(y, {{"axes", Axes{1}}}), gradient(v::sum(v::square(y)), layer.kernel)});
  EXPECT_THAT(loop::print(work.plan.program), testing::HasSubstr("kernel contraction + tanh + sech_squared"));
}

TEST(Fusion, SoftmaxComputesEachExponentialOnce) {
  const Variable x = input("x", {4, 6});
  const compiler::Compilation work = planned({x}, {v::softmax(x, {{"axis", std::int64_t{1}}})});
  EXPECT_LE(counts(work).kernels, 2);
}

TEST(Fusion, PartsAreComputedWhereTheyBelongInTheWhole) {
  const Variable x = input("x", {4, 6});
  const Variable whole = v::concatenate(v::exp(x), v::tanh(x), v::sin(x), {{"axis", std::int64_t{1}}});
  const compiler::Compilation work = planned({x}, {whole});
  EXPECT_EQ(counts(work).stores, 3) << loop::print(work.plan.program);  // no copy
  EXPECT_THAT(loop::print(work.plan.program), testing::Not(testing::HasSubstr("temporary")));
}

TEST(Fusion, LargeSumsInsideSumsAreProductsOfTheirOwn) {
  const auto program = [](std::int64_t rows) {
    const Variable x = input("x", {rows, 64}), w = input("w", {64, 64}), u = input("u", {64, 1});
    return counts(planned({x, w, u}, {product(v::tanh(product(x, w)), u)}));
  };
  EXPECT_EQ(program(8).kernels, 1);
  EXPECT_EQ(program(1024).kernels, 2);
}

TEST(Fusion, SmallMatricesReadAcrossAreCopiedForManyRows) {
  const auto program = [](std::int64_t rows) {
    const Variable x = input("x", {rows, 32}), w = input("w", {64, 32});
    return loop::print(planned({x, w}, {v::contraction(x, w, {{"labels", std::string("ik,jk->ij")}})}).plan.program);
  };
  EXPECT_THAT(program(8), testing::Not(testing::HasSubstr("packed")));
  EXPECT_THAT(program(256), testing::HasSubstr("packed[b, j] = input1[j, b]"));
}

TEST(Fusion, NothingIsComputedForNobody) {
  const Layer first(6, 5, 1), second(5, 4, 2);
  const Variable x = input("x", {4, 6});
  const Variable hidden = first(x), unused = v::exp(second(hidden));
  const Counts found = counts(planned({x}, {hidden}));
  EXPECT_EQ(found.kernels, 1);
  EXPECT_EQ(found.reductions, 1);
}

TEST(Fusion, WhatIsCutOffWholeIsNotMade) {
  const Variable x = input("x", {3});
  const Variable order = v::cast(v::argsort(x), {{"dtype", DType::float32}});
  const Variable beside = v::pad(v::exp(order), {{"low", Dims{5}}, {"high", Dims{-3}}, {"value", 7.0}});
  EXPECT_EQ(counts(planned({x}, {beside})).kernels, 1);
  EXPECT_TRUE(equal(Function({x}, {beside})({Array({3., 1., 2.})})[0], Array::full({5}, 7.0)));
}

TEST(Fusion, ATrainingStepIsAFewKernels) {
  const Layer first(3, 64, 1), second(64, 32, 3), third(32, 1, 5);
  const Variable x = input("x", {10, 3}), y = input("y", {10, 1});
  const Variable error = v::subtract(third.pre_activation(second(first(x))), y);
  const Variable loss = v::mean(v::multiply(error, error));
  const std::vector<SharedVariable> weights = {first.kernel, first.bias, second.kernel, second.bias, third.kernel, third.bias};
  const Variables gradients = gradient(loss, Targets(weights.begin(), weights.end()));
  Updates updates;
  for (std::size_t i = 0; i < weights.size(); ++i)
    updates.emplace_back(weights[i], v::subtract(weights[i].variable(), v::multiply(gradients[i], 0.01)));
  const compiler::Compilation work = planned({x, y}, {loss}, {.updates = updates});
  // three layers, the loss, its derivative, two cotangents, six gradients with their updates
  EXPECT_LE(counts(work).kernels, 14) << loop::print(work.plan.program);
}

}  // namespace
}  // namespace pellucid::inline v0
