// What README.md and docs/words.md show, compiled and run. documents.cpp finds each of their lines in this file.
#include <filesystem>

#include <gtest/gtest.h>

#include <pellucid/pellucid.hpp>

namespace pl = pellucid;

namespace {

pl::Array some_numbers(const pl::Shape& shape) { return pl::Array::full(shape, 0.5); }

TEST(Documents, TheFirstExampleRuns) {
  const pl::Array x = some_numbers({20, 8}), y = pl::Array::zeros({20});
  pl::Sequential model({pl::Input({8}), pl::Dense(612, {.activation = "softplus"}), pl::Dense(1, {.activation = "sigmoid"})});
  model.compile({.optimizer = pl::Adam(), .loss = "binary_crossentropy", .metrics = {"accuracy"}});
  model.fit(x, y, {.batch_size = 10, .epochs = 25});

  pl::Variable z = model.output().owner()->inputs()[0];
  pl::Array before = pl::Function({model.input()}, {z})({x})[0];

  pl::Inspector inspector(model);
  EXPECT_TRUE(same_bits(before, inspector.read("dense_1/pre_activation", x)));
  EXPECT_EQ(inspector.neuron_gradient("dense", 7, x)["dense/kernel"].shape(), (pl::Shape{20, 8, 612}));

  pl::Variable slope = pl::gradient(model.output(), model.input(), {.reduce = "sum"});
  EXPECT_EQ(slope.dims(), model.input().dims());
}

TEST(Documents, ArraysCompute) {
  const pl::Array x({{1., 10.}, {3., 30.}});
  pl::Array scaled = (x - pl::ops::mean(x, {.axes = {0}})) / pl::ops::standard_deviation(x, {.axes = {0}});
  EXPECT_TRUE(equal(scaled, pl::Array({{-1., -1.}, {1., 1.}})));
}

TEST(Documents, GatesAreRead) {
  const pl::Sequential model({pl::Input({pl::unknown, 3}), pl::LSTM(4)});
  const pl::Array series = some_numbers({2, 5, 3});
  auto gates = pl::Inspector(model).read({"lstm/forget_gate", "lstm/cell_state"}, series);
  EXPECT_EQ(gates["lstm/forget_gate"].shape(), (pl::Shape{2, 5, 4}));
}

TEST(Documents, WordsOfLooking) {
  pl::clear_session();
  const pl::Sequential model({pl::Input({pl::unknown, 3}), pl::LSTM(4), pl::Dense(8, {.activation = "tanh"})});
  const pl::Array x = some_numbers({2, 5, 3});
  EXPECT_EQ(model.output().owner()->inputs()[0], model.output().op().inputs()[0]);
  EXPECT_EQ(model.output().owner()->kind(), "tanh");
  EXPECT_EQ(model.get_layer("lstm").output().rank(), 2U);
  EXPECT_EQ(pl::Inspector(model).read("dense/pre_activation", x).shape(), (pl::Shape{2, 8}));
  EXPECT_EQ(pl::Inspector(model).read({"lstm/forget_gate", "lstm/cell_state"}, x).size(), 2U);
  EXPECT_EQ(pl::Inspector(model).neuron_gradient("dense", 7, x).size(), model.weights().size());
  EXPECT_EQ(pl::Inspector(model).gradient("dense/output", "input", x, {.reduce = "sum"}).shape(), x.shape());
  EXPECT_EQ(pl::Inspector(model).jacobian("dense/output", {"input", "lstm/forget_gate"}, x).size(), 2U);
  const pl::Layer layer = model.get_layer("dense");
  EXPECT_TRUE(same_bits(layer.get_weights()[0], layer.weights()[0].get_value()));
  const pl::Variable y = model.output();
  EXPECT_FALSE(pl::print({y}).empty());
  EXPECT_FALSE(pl::to_dot({y}).empty());
}

TEST(Documents, WordsOfLookingIntoSeveral) {
  const pl::Dense dense(2, {.name = "dense"});
  const pl::Sequential encoder({pl::Input({2}), pl::Dense(2, {.name = "dense"})}, {.name = "encoder"});
  const pl::Input first({3}, {.name = "small"}), second({3}, {.name = "big"});
  const pl::Variable a = pl::Dense(2, {.name = "a"})(first), b = pl::Dense(2, {.name = "b"})(second);
  const pl::Model model({first, second}, {encoder(dense(a)) + dense(b)});
  const pl::Array small = some_numbers({4, 3}), big = some_numbers({4, 3});
  EXPECT_EQ(pl::Inspector(model).read("a/output", {{"small", small}, {"big", big}}).shape(), (pl::Shape{4, 2}));
  const pl::Data x = {small, big};
  EXPECT_EQ(pl::Inspector(model).read({"a/output", "b/output"}, x).size(), 2U);
  EXPECT_EQ(pl::Inspector(model).read({"encoder/dense/output", "dense@1/output"}, x).size(), 2U);
}

TEST(Documents, WordsOfComputing) {
  const pl::Array value({1., 2., 3.});
  const pl::SharedVariable w = pl::SharedVariable(value, "w");
  const pl::Variable x = pl::input("x", {pl::unknown, 3}), b = pl::ops::exp(x), a = x + b, y = a * w, w2 = 2 * w;
  const pl::Array given({{1., 2., 3.}});
  EXPECT_EQ((pl::Variables{x + y, 2 * x, -x}).size(), 3U);
  const pl::Function plain = pl::Function({x}, {y}), updating = pl::Function({x}, {y}, {.updates = {{w, w2}}}),
                     other = pl::Function({x}, {y}, {.givens = {{a, b}}});
  const pl::Array before = plain({given})[0];
  EXPECT_TRUE(same_bits(updating({given})[0], before));
  EXPECT_TRUE(same_bits(w.get_value(), pl::Array({2., 4., 6.})));
  EXPECT_TRUE(same_bits(other({given})[0], pl::Function({x}, pl::replace({y}, {{a, b}}))({given})[0]));
  EXPECT_EQ(pl::ops::sum(x, {.axes = {1}}).rank(), 1U);
  EXPECT_EQ(pl::ops::sum(x, {.axes = {1}, .keepdims = true}).rank(), 2U);
  {
    const pl::Function& f = plain;
    const pl::Array& x = given;
    EXPECT_EQ(f(x).size(), f({x}).size());
  }
  {
    const pl::Variable y = pl::input("y", {pl::unknown, 3});
    const pl::Function f({x, y}, {x});
    const auto both = [&](const pl::Array& x, const pl::Array& y) { return f({x, y}); };
    EXPECT_TRUE(same_bits(both(given, given)[0], given));
  }
  {
    const pl::Variable x = pl::input("x", {2, 3}), y = pl::input("y", {2, 3});
    const pl::Variables conditions = {x < y, x >= 0};
    EXPECT_EQ(conditions[0], pl::ops::less(x, y));
    EXPECT_EQ(pl::ops::equal(x, y).dtype(), conditions[1].dtype());
    EXPECT_EQ(pl::ops::where(x > y, x, y).dims(), x.dims());
    EXPECT_EQ(pl::ops::concatenate({x, y}, {.axis = 1}).dims(), (pl::Dims{2, 6}));
    EXPECT_EQ(x.select("[0, :]").rank(), 1U);
    EXPECT_EQ(x.select({0, 1}).rank(), 0U);
  }
  EXPECT_EQ(pl::ops::softmax(x).rank(), 2U);
  EXPECT_EQ((pl::Variables{pl::ops::log_gamma(x), pl::ops::digamma(x), pl::ops::stack({x, x})}).size(), 3U);
  EXPECT_EQ(pl::ops::split(x, {.sections = 3, .axis = 1}).size(), 3U);
  EXPECT_TRUE(equal(pl::ops::mean(given, {.axes = {0}}), value));
  EXPECT_TRUE(all_close(pl::ops::matmul(given, value), pl::Array({14.})));
  EXPECT_EQ(pl::ops::exp(given).shape(), given.shape());
  const pl::Dim n = pl::Dim::named("n");
  EXPECT_EQ(pl::ops::ensure_shape(x, {.dims = {n, 3}}).dims(), (pl::Dims{n, 3}));
  {
    const pl::Variable a = pl::input("a", {2, 3}), b = pl::input("b", {3, 4});
    EXPECT_EQ(pl::ops::matmul(a, b).dims(), (pl::Dims{2, 4}));
  }
  {
    const pl::Variable x = pl::input("x", {1, 8, 8, 2}), w = pl::input("w", {3, 3, 2, 5});
    const pl::Variable y = pl::ops::convolution(x, w, {.strides = {1, 1}, .low = {1, 1}, .high = {1, 1}});
    EXPECT_EQ(y.dims(), (pl::Dims{1, 8, 8, 5}));
  }
}

TEST(Documents, WordsOfDerivatives) {
  const pl::Variable x = pl::input("x", {2, 3}), cotangent = pl::input("c", {2, 3}), tangent = pl::input("t", {2, 3});
  const pl::Array inputs_of_x = some_numbers({2, 3});
  const pl::Variable y = x * x;
  EXPECT_EQ(pl::gradient(y.at({0, 0}), x).dims(), x.dims());
  EXPECT_EQ(pl::gradient(y, x, {.reduce = "sum"}).dims(), x.dims());
  const pl::GradientOptions ignoring = {.if_disconnected = pl::IfDisconnected::zero};
  EXPECT_EQ(pl::gradient(pl::stop_gradient(y).at({0, 0}), x, ignoring).dims(), x.dims());
  EXPECT_EQ(pl::jacobian(y, x).rank(), 4U);
  EXPECT_EQ(pl::jacobian(y, x, {.per_example = true}).rank(), 3U);
  EXPECT_EQ(pl::pullback(y, x, cotangent).dims(), x.dims());
  EXPECT_EQ(pl::pushforward(y, x, tangent).dims(), y.dims());
  const std::vector<std::pair<pl::Variable, pl::Array>> inputs = {{x, inputs_of_x}};
  EXPECT_TRUE(pl::check_gradient(y, {x}, inputs));
  {
    const pl::Variable y = pl::ops::sum(x * x);
    EXPECT_EQ(pl::hessian(y, x).rank(), 4U);
  }
}

TEST(Documents, WordsOfDerivativesByWeights) {
  const pl::Sequential model({pl::Input({3}), pl::Dense(2)});
  const pl::Variable loss = pl::ops::mean(model.output());
  EXPECT_EQ(pl::gradient(loss, model.trainable_weights()).size(), 2U);
}

TEST(Documents, WordsOfModelsWithSeveralInputs) {
  const pl::Input small({3}, {.name = "small"}), big({2}, {.name = "big"});
  const pl::Variable joined = pl::ops::concatenate({small, big}, {.axis = 1});
  const pl::Model model({small, big}, {pl::Dense(1, {.name = "out"})(joined)});
  model.compile({.loss = "mse"});
  const pl::Array a = some_numbers({8, 3}), b = some_numbers({8, 2}), y = some_numbers({8, 1});
  model.fit({a, b}, y);
  model.fit({{"small", a}, {"big", b}}, {{"out", y}});
  EXPECT_EQ(model.predict({a, b}).size(), 1U);
}

TEST(Documents, WordsOfFunctionsWithoutAName) {
  const pl::Input x({3});
  const pl::Variable y = pl::Dense(3)(x) + x;
  EXPECT_EQ(y.dims(), x.output().dims());
  const auto f = [](const pl::Variable& y, const pl::Variable& p) { return pl::ops::absolute(y - p); };
  const pl::Sequential model({pl::Input({3}), pl::Dense(4, {.activation = [](const pl::Variable& x) { return x * x; }}), pl::Dense(1)});
  model.compile({.optimizer = "sgd",
                 .loss = [](const pl::Variable& y, const pl::Variable& p) { return pl::ops::square(y - p); },
                 .metrics = {"mae", f}});
  const pl::Array some_x = some_numbers({4, 3}), some_y = some_numbers({4, 1}), w = pl::Array({1., 2., 3., 4.});
  const pl::EvaluateModelOptions weighted = {.sample_weight = w};
  EXPECT_EQ(model.evaluate(some_x, some_y, weighted).size(), 3U);
}

TEST(Documents, WordsOfFiles) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(testing::TempDir());
  const pl::Sequential model({pl::Input({3}), pl::Dense(2)});
  model.save_weights("weights.npz");
  model.load_weights("weights.npz");
  std::filesystem::remove("weights.npz");
  std::filesystem::current_path(before);
}

TEST(Documents, WordsOfModels) {
  const pl::Sequential model({pl::Input({8}), pl::Dense(1)});
  model.compile({.optimizer = "sgd", .loss = "mse", .metrics = {"binary_accuracy_keras2"}});
  const pl::Array x = some_numbers({20, 8}), y = some_numbers({20});
  model.fit(x, y, {.batch_size = 10, .epochs = 25});
  EXPECT_EQ(model.evaluate(x, y).size(), model.train_on_batch(x, y).size());
  EXPECT_EQ(model.predict(x).shape(), (pl::Shape{20, 1}));
  model.set_weights(model.get_weights());
  model.reset_states();
  model.add(pl::Activation("hard_sigmoid_keras2"));
  model.pop();
  EXPECT_FALSE(model.summary().empty());
  EXPECT_EQ(pl::GRU(2, {.reset_after = false}).kind(), "GRU");
}

}  // namespace
