// Masks reach losses and metrics: means are over the steps that count.
#include "nn/support.hpp"

namespace pellucid {
namespace {

// Two series of three steps; the second series ends after one.
const Array x({{{1.}, {2.}, {3.}}, {{4.}, {0.}, {0.}}});
const Array y({{{0.}, {2.}, {2.}}, {{1.}, {9.}, {9.}}});
const Array unmasked({{1., 1., 1.}, {1., 0., 0.}});

Sequential masked_model() {
  const Sequential model({Input({unknown, 1}), Masking(), Dense(1, {.kernel_initializer = "ones", .name = "d"})});
  model.compile({.optimizer = SGD({.learning_rate = 0}), .loss = "mse", .metrics = {"mae"}});
  return model;
}

double error(std::int64_t b, std::int64_t t) { return std::abs(x.at<float>({b, t, 0}) - y.at<float>({b, t, 0})); }

TEST(Mask, LossIsTheMeanOverStepsThatCount) {
  const Logs logs = masked_model().evaluate(x, y, {.batch_size = 2});
  const double squares = std::pow(error(0, 0), 2) + std::pow(error(0, 1), 2) + std::pow(error(0, 2), 2) + std::pow(error(1, 0), 2);
  EXPECT_NEAR(logs.at("loss"), squares / 4, 1e-6);
  EXPECT_NEAR(logs.at("mae"), (error(0, 0) + error(0, 1) + error(0, 2) + error(1, 0)) / 4, 1e-6);
}

TEST(Mask, MetricsCountStepsOverBatchesAndLossesCountExamples) {
  const Logs logs = masked_model().evaluate(x, y, {.batch_size = 1});
  const double first = (std::pow(error(0, 0), 2) + std::pow(error(0, 1), 2) + std::pow(error(0, 2), 2)) / 3,
               second = std::pow(error(1, 0), 2);
  EXPECT_NEAR(logs.at("loss"), (first + second) / 2, 1e-6);
  EXPECT_NEAR(logs.at("mae"), (error(0, 0) + error(0, 1) + error(0, 2) + error(1, 0)) / 4, 1e-6);
}

TEST(Mask, WeightsOfExamplesAndOfStepsMultiplyIt) {
  const Sequential model = masked_model();
  const double by_example = model.evaluate(x, y, {.sample_weight = Array({2., 1.})}).at("loss");
  const double by_step = model.evaluate(x, y, {.sample_weight = Array({{2., 2., 2.}, {1., 5., 5.}})}).at("loss");
  const double squares = 2 * (std::pow(error(0, 0), 2) + std::pow(error(0, 1), 2) + std::pow(error(0, 2), 2)) + std::pow(error(1, 0), 2);
  EXPECT_NEAR(by_example, squares / 4, 1e-5);
  EXPECT_NEAR(by_step, squares / 4, 1e-5);
}

TEST(Mask, OfNothingGivesZero) {
  const Logs logs = masked_model().evaluate(Array::zeros({2, 3, 1}), y);
  EXPECT_EQ(logs.at("loss"), 0);
  EXPECT_EQ(logs.at("mae"), 0);
}

TEST(Mask, OfAModelsOutputIsThatOfTheLayerInside) {
  const Dense ones(1, {.kernel_initializer = "ones"});
  const SimpleRNN sum(1, {.activation = "linear", .kernel_initializer = "ones", .recurrent_initializer = "ones"});
  const Sequential steps({Input({unknown, 1}), ones}), last({Input({unknown, 1}), sum});
  const Array sums({{6.}, {4.}});  // of the steps that count
  for (const bool whole : {false, true}) {
    const Sequential model({Input({unknown, 1}), Masking(), whole ? last : steps});
    model.compile({.loss = "mae"});
    const double expected = whole ? 1 : (error(0, 0) + error(0, 1) + error(0, 2) + error(1, 0)) / 4;
    EXPECT_NEAR(model.evaluate(x, whole ? Array({{5.}, {5.}}) : y).at("loss"), expected, 1e-6);
    if (whole) expect_close(model.predict(x), sums);
  }
}

TEST(Mask, StatesCarryNone) {
  const Input in({unknown, 1});
  const Variables outputs = SimpleRNN(1, {.activation = "linear",
                                          .kernel_initializer = "ones",
                                          .recurrent_initializer = "ones",
                                          .return_sequences = true,
                                          .return_state = true})
                                .call({Masking()(in)});
  const Model model(Variables{in}, outputs);
  model.compile({.loss = "mae"});
  const Array steps({{{1.}, {3.}, {6.}}, {{4.}, {9.}, {9.}}});  // the last two do not count
  const Logs logs = model.evaluate(x, Data({steps, Array({{5.}, {5.}})}));
  EXPECT_NEAR(logs.at("loss"), 1, 1e-6) << "6 and 4 against 5";
}

TEST(Mask, OfIdsComesFromTheEmbedding) {
  const Sequential model({Input({unknown}, {.dtype = DType::int32}), Embedding(5, 3, {.mask_zero = true}),
                          LSTM(4, {.return_sequences = true}), Dense(2, {.activation = "softmax"})});
  model.compile({.optimizer = "sgd", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  const Array ids({{1, 2, 0}, {3, 0, 0}}), labels({{0, 1, 1}, {1, 0, 0}});
  const Array p = model.predict(ids);
  double loss = 0;
  for (const auto& [b, t] : {std::pair(0, 0), std::pair(0, 1), std::pair(1, 0)})
    loss -= std::log(p.at<float>({b, t, labels.at<std::int64_t>({b, t})})) / 3;
  EXPECT_NEAR(model.evaluate(ids, labels).at("loss"), loss, 1e-5);
  EXPECT_NEAR(model.train_on_batch(ids, labels).at("loss"), loss, 1e-5);
}

TEST(Mask, EndsWhereTheStepsDo) {
  for (const Layer& layer : {Layer(Flatten()), Layer(Reshape({3, 1})), Layer(Reshape({1, 3}))}) {
    const Sequential model({Input({3, 1}), Masking(), layer});
    model.compile({.loss = "mse"});
    double squares = 0;
    for (std::int64_t b = 0; b < 2; ++b)
      for (std::int64_t t = 0; t < 3; ++t) squares += std::pow(error(b, t), 2);
    EXPECT_NEAR(model.evaluate(x, y.reshape(model.predict(x).shape())).at("loss"), squares / 6, 1e-5) << layer.name();
  }
}

TEST(Mask, OfWhatAnEmbeddingTakesEndsThere) {
  const Embedding table(5, 3);
  const GRU layer(2);
  const Sequential plain({Input({4}), table, layer}), masked({Input({4}), Masking(), table, layer});
  const Array ids({{1., 2., 0., 3.}, {0., 0., 0., 0.}});
  expect_close(masked.predict(ids), plain.predict(ids));
}

TEST(Mask, WithMoreAxesThanTheLossIsRefused) {
  const Sequential model({Input({unknown, 1}), Masking(), Dense(1)});
  const Loss whole("whole", [](const Variable&, const Variable& p) { return p.select("[:, 0, 0]"); });
  model.compile({.loss = whole});
  expect_refusal<ShapeError>([&] { model.evaluate(x, y); }, {"the mask has more axes than the values that it weighs"});
}

}  // namespace
}  // namespace pellucid
