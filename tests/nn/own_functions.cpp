// Functions of users' own, and handles that hold nothing: refused where they are given, not where they fail.
#include <utility>

#include <pellucid/derive.hpp>

#include "nn/support.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid {
namespace {

Sequential with(const DenseOptions& options) { return Sequential({Input({3}), Dense(2, options)}); }

TEST(OwnFunctions, AnEmptyOneIsRefused) {
  expect_refusal<ValueError>([] { ActivationFunction("mine", nullptr); }, {"[ActivationFunction] the function of 'mine' is empty"});
  expect_refusal<ValueError>([] { Initializer("mine", nullptr); }, {"[Initializer]"});
  expect_refusal<ValueError>([] { Loss("mine", nullptr); }, {"[Loss]"});
  expect_refusal<ValueError>([] { Metric("mine", nullptr); }, {"[Metric]"});
}

TEST(OwnFunctions, AnInitializerGivesFloat32) {
  const Initializer integers("mine", [](const Shape& shape, std::uint64_t) { return Array::zeros(shape, DType::int8); });
  expect_refusal<DtypeError>([&] { with({.kernel_initializer = integers}); },
                             {"the initializer 'mine' gave another dtype for 'kernel'", "float32", "int8"});
}

TEST(OwnFunctions, ALossHasADerivativeByWhatIsTrained) {
  const Array x = numbers({4, 3}), y = numbers({4, 2});
  const Sequential model = with({});
  model.compile({.loss = Loss("whole", [](const Variable&, const Variable&) { return constant(Array({0, 0, 0, 0})); })});
  expect_refusal<DtypeError>([&] { model.fit(x, y, {.verbose = 0}); }, {"the loss 'whole' of 'dense", "no floating numbers", "int64"});
  model.compile({.loss = Loss("deaf", [](const Variable& target, const Variable&) { return target; })});
  expect_refusal<DisconnectedError>([&] { model.fit(x, y, {.verbose = 0}); }, {"the loss depends on none of the trained weights"});
}

TEST(OwnFunctions, ALossCountsTheExamples) {
  const Array x = numbers({4, 3}), y = numbers({4, 2});
  const Sequential model = with({});
  const std::vector<Loss> losses = {
      Loss("one", [](const Variable& target, const Variable& p) { return vocabulary::mean(vocabulary::square(target - p)); }),
      Loss("of_features", [](const Variable& target, const Variable& p) {
        return vocabulary::mean(vocabulary::square(target - p), {{"axes", Axes{0}}});
      })};
  for (const Loss& loss : losses) {
    model.compile({.loss = loss});
    expect_refusal<ShapeError>([&] { model.fit(x, y, {.verbose = 0}); },
                               {"the result of the loss '" + loss.name() + "' of 'dense", "does not count the examples", "[batch, ...]"});
  }
}

TEST(OwnFunctions, AWeightThatReachesTheLossThroughIntegersIsRefused) {
  const Array x = numbers({4, 3}), y = numbers({4, 2});
  const ActivationFunction rounded("whole", [](const Variable& z) { return cast_to(cast_to(z, DType::int32), DType::float32); });
  const Sequential alone({Input({3}), Dense(2, {.activation = rounded})}), first({Input({3}), Dense(4, {.activation = rounded}), Dense(2)});
  for (const Sequential& model : {alone, first}) {
    model.compile({.loss = "mse"});
    expect_refusal<UndefinedDerivativeError>([&] { model.fit(x, y, {.verbose = 0}); },
                                             {"kernel", "the path leads through integers at cast("});
  }
  // A step has the derivative 0, and what is stopped is meant to be.
  const ActivationFunction stopped("stopped", [](const Variable& z) { return stop_gradient(z); });
  const Sequential meant({Input({3}), Dense(4, {.activation = stopped}), Dense(2)});
  meant.compile({.loss = "mse"});
  EXPECT_NO_THROW(meant.fit(x, y, {.verbose = 0}));
}

TEST(OwnFunctions, ALossThatNoWeightMovesIsRefused) {
  const Array x = numbers({4, 3}), y = numbers({4, 2});
  const ActivationFunction step("step", [](const Variable& z) { return vocabulary::less(0, z); });
  const Loss hits("hits", [](const Variable& target, const Variable& p) {
    return vocabulary::mean(cast_to(vocabulary::equal(vocabulary::round(p), target), DType::float32), {{"axes", Axes{-1}}});
  });
  const Sequential stepped({Input({3}), Dense(2, {.activation = step})}), plain({Input({3}), Dense(2)});
  stepped.compile({.loss = "mse"});
  plain.compile({.loss = hits});
  for (const Sequential& model : {stepped, plain})
    expect_refusal<UndefinedDerivativeError>([&] { model.fit(x, y, {.verbose = 0}); },
                                             {"the derivative of the loss by every trained weight is 0", "/kernel'"});
}

TEST(OwnFunctions, AnActivationKeepsTheAxes) {
  const ActivationFunction sum("summed", [](const Variable& z) { return vocabulary::sum(z, {{"axes", Axes{-1}}}); }),
      first("first", [](const Variable& z) { return vocabulary::sum(z, {{"axes", Axes{0}}}); });
  for (const ActivationFunction& activation : {sum, first})
    expect_refusal<ShapeError>([&] { with({.activation = activation}); },
                               {"the activation '" + activation.name() + "' does not keep the axes", "[batch, 2]"});
  EXPECT_EQ(Sequential({Input({3}), Dense(4, {.activation = "glu"})}).output().dims().back(), Dim(2));
}

TEST(EmptyHandles, SayThatTheyAreEmpty) {
  Optimizer optimizer = "adam";
  const Optimizer taken = std::move(optimizer);
  expect_refusal<StateError>([&] { optimizer.name(); }, {"the optimizer is empty"});  // NOLINT(bugprone-use-after-move)
  const Sequential model = with({});
  expect_refusal<StateError>(
      [&] {
        model.compile({.optimizer = optimizer, .loss = "mse"});
        model.fit(numbers({4, 3}), numbers({4, 2}), {.verbose = 0});
      },
      {"the optimizer is empty"});
  Metric metric = "mae";
  const Metric other = std::move(metric);
  expect_refusal<StateError>([&] { metric(model.output(), model.output()); }, {"the metric is empty"});  // NOLINT(bugprone-use-after-move)
  Initializer initializer = "zeros";
  const Initializer kept = std::move(initializer);
  expect_refusal<StateError>([&] { initializer({2}); }, {"the initializer is empty"});  // NOLINT(bugprone-use-after-move)
  ActivationFunction activation = "relu";
  const ActivationFunction moved = std::move(activation);
  expect_refusal<StateError>([&] { activation(model.output()); }, {"the activation is empty"});  // NOLINT(bugprone-use-after-move)
}

TEST(EmptyHandles, LearningRatesFitFloat32) {
  expect_refusal<ValueError>([] { SGD({.learning_rate = 1e300}); }, {"'learning_rate' is out of its range", "1e+300"});
  expect_refusal<ValueError>([] { Optimizer("adam").set_learning_rate(1e300); }, {"float32"});
}

}  // namespace
}  // namespace pellucid
