// Layers without time: Dense, Activation, Dropout, Flatten, Reshape, Embedding, Masking, Input.
#include "nn/session.hpp"
#include "nn/support.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid {
namespace {

Array outcome(const Layer& layer, const Array& x, DType dtype = DType::float32) {
  const Input input(Dims(x.shape().begin() + 1, x.shape().end()), {.dtype = dtype});
  return Model({input}, {layer(input)}).predict(x);
}

TEST(Dense, IsAProductASumAndAnActivation) {
  const Dense dense(2, {.activation = "relu", .name = "d"});
  const Sequential model({Input({3}), dense});
  dense.set_weights({Array({{1., -1.}, {2., 0.5}, {0., 1.}}), Array({0.5, -0.25})});
  const Array x({{1., 2., 3.}, {-1., 0.5, 0.25}});
  expect_near(model.predict(x), {5.5, 2.75, 0.5, 1.25});
  expect_near(Function({model.input()}, {model.value("d/pre_activation")})({x})[0], {5.5, 2.75, 0.5, 1.25});
  dense.set_weights({Array({{-1., -1.}, {0., 0.}, {0., 0.}}), Array({0., 0.})});
  expect_near(model.predict(x), {0, 0, 1, 1});
}

TEST(Dense, WorksOnTheLastAxisOfAny) {
  const Dense dense(2, {.use_bias = false});
  const Sequential model({Input({unknown, 3}), dense});
  const Array x = numbers({2, 4, 3});
  EXPECT_EQ(dense.weights().size(), 1U);
  const Array y = model.predict(x);
  ASSERT_EQ(y.shape(), (Shape{2, 4, 2}));
  double sum = 0;
  for (std::int64_t k = 0; k < 3; ++k) sum += x.at<float>({1, 2, k}) * dense.get_weights()[0].at<float>({k, 1});
  EXPECT_NEAR(y.at<float>({1, 2, 1}), sum, 1e-6);
}

TEST(Dense, RefusesWhatItCannotBe) {
  expect_refusal<ValueError>([] { Dense(0); }, {"Dense", "'units' is not positive", "received 0"});
  expect_refusal<ValueError>([] { Dense(-3); }, {"received -3"});
  static_assert(!std::is_constructible_v<Dense, double> && !std::is_constructible_v<Dense, bool> &&
                !std::is_constructible_v<Dense, const char*>);
  const Dense dense(2, {.name = "d"});
  dense(Input({3}));
  expect_refusal<ShapeError>([&] { dense(Input({4})); }, {"Dense 'd'", "last axis does not fit the weights", "expected 3"});
  expect_refusal<ShapeError>([] { Dense(2, {.name = "e"})(input("x", {3})); }, {"rank is too small"});
  expect_refusal<ShapeError>([] { Dense(2)(Input({unknown})); }, {"shape of the weight 'kernel' is not known"});
  expect_refusal<ValueError>([&] { dense.call({Input({3}), Input({3})}); }, {"another number of inputs", "received 2"});
}

TEST(Activation, ByNameOrByFunction) {
  expect_near(outcome(Activation("tanh"), Array({{1., -2.}})), {std::tanh(1), std::tanh(-2)});
  expect_near(outcome(Activation("linear"), Array({{1., -2.}})), {1, -2});
  expect_near(outcome(Activation("hard_sigmoid_keras2"), Array({{1., -4.}})), {0.7, 0});
  expect_near(
      outcome(Activation(ActivationFunction("twice", [](const Variable& x) { return ActivationFunction("relu")(x); })), Array({{1., -2.}})),
      {1, 0});
  expect_refusal<NameError>([] { Dense(1, {.activation = "sigmod"}); }, {"no activation is called 'sigmod'", "'sigmoid'"});
}

TEST(Dropout, DropsInTrainingAlone) {
  const Sequential model({Input({1000}), Dropout(0.25, {.name = "drop"})});
  const Array x = Array::full({2, 1000}, 3.0);
  EXPECT_TRUE(equal(model.predict(x), x));
  // The loss of a training step tells what was kept: 3 / 0.75 = 4, or 0.
  model.compile({.optimizer = SGD({.learning_rate = 0}), .loss = Loss("kept", [](const Variable&, const Variable& p) { return p; })});
  const double kept = model.train_on_batch(x, x).at("loss") / 4;
  EXPECT_NEAR(kept, 0.75, 0.05);
  EXPECT_NE(model.train_on_batch(x, x).at("loss") / 4, kept);  // another mask each step
  EXPECT_NEAR(model.test_on_batch(x, x).at("loss"), 3, 1e-6);
}

TEST(Dropout, TheSameSeedGivesTheSameMasks) {
  const auto losses = [](std::uint64_t seed) {
    set_seed(seed);
    const Sequential model({Input({50}), Dropout(0.5)});
    model.compile({.optimizer = "sgd", .loss = Loss("kept", [](const Variable&, const Variable& p) { return p; })});
    const Array x = numbers({3, 50});
    return std::pair(model.train_on_batch(x, x).at("loss"), model.train_on_batch(x, x).at("loss"));
  };
  EXPECT_EQ(losses(7), losses(7));
  EXPECT_NE(losses(7), losses(8));
}

TEST(Dropout, OfOneGivesZerosAndRatesAreChecked) {
  const Sequential model({Input({3}), Dropout(1.0)});
  model.compile({.optimizer = "sgd", .loss = "mae"});
  EXPECT_NEAR(model.train_on_batch(Array({{1., 2., 3.}}), Array({{0., 0., 0.}})).at("loss"), 0, 1e-7);
  expect_refusal<ValueError>([] { Dropout(1.5); }, {"Dropout", "'rate' is not a rate", "from 0 to 1"});
  expect_refusal<ValueError>([] { Dropout(-0.1); }, {"'rate'"});
}

// A draw is in [0, 1): were one that equals the rate dropped, a rate of 0 would drop now and then.
TEST(Dropout, KeepsADrawThatEqualsTheRate) {
  set_seed(1);
  const Array draws = value_of(vocabulary::random_uniform(random_state(), {{"stream", 1}, {"dims", Dims{1, 4}}}));
  for (std::int64_t i = 0; i < 4; ++i) {
    set_seed(1);
    const Sequential model({Input({4}), Dropout(draws.at<float>({0, i}))});
    model.compile({.optimizer = "sgd", .loss = Loss("kept", [](const Variable&, const Variable& p) { return p; })});
    Array x = Array::zeros({1, 4});
    x.set({0, i}, 1.0);
    EXPECT_NEAR(model.train_on_batch(x, x).at("loss") * 4 * (1 - draws.at<float>({0, i})), 1, 1e-5) << i;
  }
}

TEST(Flatten, KeepsTheBatch) {
  const Array x = numbers({2, 3, 4});
  expect_close(outcome(Flatten(), x), x.reshape({2, 12}));
  EXPECT_EQ(outcome(Flatten(), numbers({5})).shape(), (Shape{5, 1}));
  const Flatten channels_first({.data_format = "channels_first"});
  const Array image = numbers({2, 3, 4, 5});
  expect_close(outcome(channels_first, image), image.transpose({0, 2, 3, 1}).reshape({2, 60}));
  EXPECT_EQ(outcome(channels_first, numbers({5})).shape(), (Shape{5, 1}));
  expect_refusal<NameError>([] { Flatten({.data_format = "channels"}); }, {"no data format is called 'channels'", "'channels_first'"});
}

TEST(Reshape, FindsOneExtent) {
  const Array x = numbers({2, 12});
  expect_close(outcome(Reshape({3, -1}), x), x.reshape({2, 3, 4}));
  expect_refusal<ShapeError>([] { Reshape({5, 2})(Input({12})); }, {"the number of elements changes"});
}

TEST(Embedding, LooksRowsUp) {
  const Embedding table(4, 2);
  const Sequential model({Input({3}, {.dtype = DType::int32}), table});
  table.set_weights({Array({{0., 1.}, {2., 3.}, {4., 5.}, {6., 7.}})});
  expect_near(model.predict(Array({{3, 0, 1}})), {6, 7, 0, 1, 2, 3});
  EXPECT_EQ(model.predict(Array({{3, 0, 1}}).astype(DType::uint8)).shape(), (Shape{1, 3, 2}));
  expect_refusal<ValueError>([] { Embedding(0, 3); }, {"Embedding", "'input_dim'"});
  expect_refusal<ValueError>([] { Embedding(3, 0); }, {"'output_dim'"});
}

TEST(Embedding, TakesFloatsThatHoldIds) {
  const Embedding table(4, 1);
  const Sequential model({Input({2}), table});
  table.set_weights({Array({{0.}, {10.}, {20.}, {30.}})});
  expect_near(model.predict(Array({{3., 1.}})), {30, 10});
}

TEST(Masking, SetsMaskedStepsToZero) {
  const Array x({{{-1., -1.}, {-1., 2.}, {3., 4.}}});
  expect_near(outcome(Masking({.mask_value = -1}), x), {0, 0, -1, 2, 3, 4});
}

TEST(Input, IsAVariableAndALayer) {
  const Input x({3, unknown}, {.name = "x", .dtype = DType::float64});
  EXPECT_EQ(Variable(x).dims()[0], Dim::named("batch"));
  EXPECT_EQ(Variable(x).dtype(), DType::float64);
  EXPECT_EQ(x.name(), "x");
  expect_refusal<ValueError>([] { Input({0}); }, {"Input", "an extent is not positive"});
  expect_refusal<ValueError>([] { Input({2}, {.batch_size = -1}); }, {"batch_size is negative"});
}

// A layer as a user writes one.
class ScaleDefinition : public LayerDefinition {
 public:
  std::string_view kind() const override { return "MyScale"; }
  void build(LayerBuilder& builder, const std::vector<Type>& inputs) override {
    scale_ = builder.weight("scale", {inputs[0].dims.back()}, "ones");
    count_ = builder.weight("count", {1}, "zeros", false);
  }
  Variables call(LayerCall& call, const Variables& inputs) override {
    return {
        call.place("scaled", ActivationFunction("linear")(Dense(
                                 1, {.use_bias = false, .kernel_initializer = "ones", .name = call.layer_name() + "_sum"})(inputs[0])))};
  }
  std::shared_ptr<LayerDefinition> fresh() const override { return std::make_shared<ScaleDefinition>(); }

 private:
  SharedVariable scale_, count_;
};

TEST(Layer, OfAUserHasWeightsAndPaths) {
  const Layer mine(std::make_shared<ScaleDefinition>());
  const Input x({3});
  const Model model({x}, {mine(x)});
  EXPECT_TRUE(mine.name().starts_with("my_scale"));
  EXPECT_EQ(mine.weights().size(), 2U);
  EXPECT_EQ(mine.trainable_weights().size(), 1U);
  EXPECT_EQ(mine.weights()[0].name(), mine.name() + "/scale");
  EXPECT_NO_THROW(model.value(mine.name() + "/scaled"));
  expect_near(model.predict(Array({{1., 2., 3.}})), {6});
}

}  // namespace
}  // namespace pellucid
