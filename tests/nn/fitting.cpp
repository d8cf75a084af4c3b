// fit: batches, shuffling, validation, weights of examples, what History holds.
#include "nn/support.hpp"

namespace pellucid {
namespace {

// y = x W + b of two features, trained by plain descent: small enough to be followed by hand.
struct Line {
  Sequential model = Sequential({Input({2}), Dense(1, {.name = "line"})});
  std::vector<double> w = {0.5, -0.25}, b = {0.1};
  explicit Line(const Optimizer& optimizer = SGD({.learning_rate = 0.1}), const std::vector<Metric>& metrics = {}) {
    model.set_weights({Array({{0.5}, {-0.25}}), Array({0.1})});
    model.compile({.optimizer = optimizer, .loss = "mse", .metrics = metrics});
  }

  double prediction(const Array& x, std::int64_t i) const { return x.at<float>({i, 0}) * w[0] + x.at<float>({i, 1}) * w[1] + b[0]; }

  // One step of descent on sum(weight (p - y)^2) / count, by hand; gives that loss.
  double step(const Array& x, const Array& y, const std::vector<std::int64_t>& rows, const std::function<double(std::int64_t)>& weight,
              double rate = 0.1) {
    double loss = 0;
    std::vector<double> dw(2), db(1);
    for (const std::int64_t i : rows) {
      const double error = prediction(x, i) - y.at<float>({i, 0}), share = weight(i) / static_cast<double>(rows.size());
      loss += share * error * error;
      for (std::size_t k = 0; k < 2; ++k) dw[k] += 2 * share * error * x.at<float>({i, static_cast<std::int64_t>(k)});
      db[0] += 2 * share * error;
    }
    for (std::size_t k = 0; k < 2; ++k) w[k] -= rate * dw[k];
    b[0] -= rate * db[0];
    return loss;
  }
  void expect_same() const {
    expect_near(model.get_weights()[0], w, 1e-5);
    expect_near(model.get_weights()[1], b, 1e-5);
  }
};

const Array x = numbers({7, 2}), y = numbers({7, 1}, 3);
double one(std::int64_t) { return 1; }
std::vector<std::int64_t> range(std::int64_t start, std::int64_t stop) {
  std::vector<std::int64_t> rows;
  for (; start < stop; ++start) rows.push_back(start);
  return rows;
}

TEST(Fit, TakesTheLastSmallBatchExactly) {
  Line line;
  const History history = line.model.fit(x, y, {.batch_size = 3, .epochs = 2, .verbose = 0, .shuffle = false});
  for (int epoch = 0; epoch < 2; ++epoch) {
    double sum = 0;
    for (const auto& [start, stop] : {std::pair(0, 3), std::pair(3, 6), std::pair(6, 7)})
      sum += line.step(x, y, range(start, stop), one) * (stop - start);
    EXPECT_NEAR(history["loss"][static_cast<std::size_t>(epoch)], sum / 7, 1e-6);  // each example counts once
  }
  line.expect_same();
  EXPECT_EQ(history.epoch, (std::vector<std::int64_t>{0, 1}));
}

TEST(Fit, BatchesMayBeLargerThanTheData) {
  Line line;
  line.model.fit(x, y, {.batch_size = 100, .verbose = 0, .shuffle = false});
  line.step(x, y, range(0, 7), one);
  line.expect_same();
}

TEST(Fit, TakesBatchesOf32WhenNobodySays) {
  Line line, same;
  const Array more = numbers({70, 2}), answers = numbers({70, 1}, 1);
  line.model.fit(more, answers, {.verbose = 0, .shuffle = false});
  same.model.fit(more, answers, {.batch_size = 32, .verbose = 0, .shuffle = false});
  EXPECT_TRUE(equal(line.model.get_weights()[0], same.model.get_weights()[0]));
}

TEST(Fit, ShufflesEachExampleOnceAnEpochAndAnewEachEpoch) {
  set_seed(5);
  Line line(SGD({.learning_rate = 0}));
  // The loss of a batch of one tells which example it was.
  std::vector<double> alone;
  for (std::int64_t i = 0; i < 7; ++i) alone.push_back(std::pow(line.prediction(x, i) - y.at<float>({i, 0}), 2));
  const History history = line.model.fit(x, y, {.batch_size = 2, .epochs = 3, .verbose = 0});
  double mean = 0;
  for (const double loss : alone) mean += loss / 7;
  for (const double loss : history["loss"]) EXPECT_NEAR(loss, mean, 1e-6);
}

TEST(Fit, TheSameSeedGivesTheSameOrder) {
  const auto trained = [](std::uint64_t seed) {
    set_seed(seed);
    Line line;
    line.model.fit(x, y, {.batch_size = 1, .epochs = 2, .verbose = 0});
    return line.model.get_weights()[0];
  };
  EXPECT_TRUE(same_bits(trained(3), trained(3)));
  EXPECT_FALSE(same_bits(trained(3), trained(4)));
  EXPECT_TRUE(same_bits(trained(~std::uint64_t{0}), trained(~std::uint64_t{0})));
}

TEST(Fit, ValidatesOnTheLastPartBeforeShuffling) {
  Line line, same;
  const History history = line.model.fit(x, y, {.batch_size = 2, .verbose = 0, .shuffle = false, .validation_split = 0.3});
  // floor(7 * 0.7) = 4 examples train.
  const Array front = x.slice(0, {.stop = 4}), back = x.slice(0, {.start = 4});
  const History given =
      same.model.fit(front, y.slice(0, {.stop = 4}),
                     {.batch_size = 2, .verbose = 0, .shuffle = false, .validation_data = {{back, y.slice(0, {.start = 4})}}});
  EXPECT_EQ(history.history, given.history);
  for (const auto& [start, stop] : {std::pair(0, 2), std::pair(2, 4)}) line.step(x, y, range(start, stop), one);
  line.expect_same();
  double loss = 0;
  for (std::int64_t i = 4; i < 7; ++i) loss += std::pow(line.prediction(x, i) - y.at<float>({i, 0}), 2) / 3;
  EXPECT_NEAR(history["val_loss"][0], loss, 1e-5);
}

TEST(Fit, ValidationDataWinOverTheSplit) {
  Line line;
  line.model.fit(x, y, {.batch_size = 7, .verbose = 0, .shuffle = false, .validation_split = 0.5, .validation_data = {{x, y}}});
  line.step(x, y, range(0, 7), one);
  line.expect_same();
}

TEST(Fit, WeighsExamplesButDividesByTheirNumber) {
  Line line;
  const Array weights({1., 0., 2., 0.5, 1., 3., 0.});
  const History history = line.model.fit(x, y, {.batch_size = 7, .verbose = 0, .shuffle = false, .sample_weight = weights});
  const double loss = line.step(x, y, range(0, 7), [&](std::int64_t i) { return static_cast<double>(weights.at<float>({i})); });
  EXPECT_NEAR(history["loss"][0], loss, 1e-5);
  line.expect_same();
}

TEST(Fit, SplitsWeightsWithTheData) {
  Line line, same;
  const Array weights({1., 0., 2., 0.5, 1., 3., 0.});
  const History history =
      line.model.fit(x, y, {.batch_size = 4, .verbose = 0, .shuffle = false, .validation_split = 0.3, .sample_weight = weights});
  line.step(x, y, range(0, 4), [&](std::int64_t i) { return static_cast<double>(weights.at<float>({i})); });
  line.expect_same();
  double loss = 0;
  for (std::int64_t i = 4; i < 7; ++i) loss += weights.at<float>({i}) * std::pow(line.prediction(x, i) - y.at<float>({i, 0}), 2) / 3;
  EXPECT_NEAR(history["val_loss"][0], loss, 1e-5);
}

TEST(Fit, WeighsClassesInTrainingAlone) {
  Line line;
  const Array labels({{0.}, {1.}, {1.}, {0.}, {1.}, {0.}, {1.}});
  const History history = line.model.fit(
      x, labels, {.batch_size = 7, .verbose = 0, .shuffle = false, .validation_data = {{x, labels}}, .class_weight = {{1, 3.0}}});
  line.step(x, labels, range(0, 7), [&](std::int64_t i) { return labels.at<float>({i, 0}) > 0.5F ? 3.0 : 1.0; });
  line.expect_same();
  double loss = 0;
  for (std::int64_t i = 0; i < 7; ++i) loss += std::pow(line.prediction(x, i) - labels.at<float>({i, 0}), 2) / 7;
  EXPECT_NEAR(history["val_loss"][0], loss, 1e-5);
}

TEST(Fit, ClassAndSampleWeightsMultiply) {
  Line line;
  const Array labels({{0.}, {1.}, {1.}, {0.}, {1.}, {0.}, {1.}}), weights({1., 2., 1., 2., 1., 2., 1.});
  line.model.fit(x, labels, {.batch_size = 7, .verbose = 0, .shuffle = false, .sample_weight = weights, .class_weight = {{0, 0.5}}});
  line.step(x, labels, range(0, 7), [&](std::int64_t i) { return weights.at<float>({i}) * (labels.at<float>({i, 0}) > 0.5F ? 1.0 : 0.5); });
  line.expect_same();
}

TEST(Fit, NoEpochsGiveAnEmptyHistory) {
  Line line;
  const History none = line.model.fit(x, y, {.epochs = 0, .verbose = 0}),
                past = line.model.fit(x, y, {.epochs = 2, .initial_epoch = 5, .verbose = 0});
  EXPECT_TRUE(none.epoch.empty() && none.history.empty() && past.epoch.empty());
  line.expect_same();
  EXPECT_EQ(line.model.fit(x, y, {.epochs = 5, .initial_epoch = 3, .verbose = 0}).epoch, (std::vector<std::int64_t>{3, 4}));
}

TEST(Fit, HistoryRefusesUnknownKeysWithTheNearest) {
  Line line;
  const History history = line.model.fit(x, y, {.verbose = 0});
  expect_refusal<NameError>([&] { history["los"]; }, {"nothing was recorded under 'los'", "'loss'"});
}

TEST(Fit, MetricsAreMeansOverTheEpochNamedAsSpelt) {
  Line line(SGD({.learning_rate = 0}), {"MAE", "mae", "acc"});
  const History history = line.model.fit(x, y, {.batch_size = 3, .verbose = 0, .validation_data = {{x, y}}});
  double mean = 0;
  for (std::int64_t i = 0; i < 7; ++i) mean += std::abs(line.prediction(x, i) - y.at<float>({i, 0})) / 7;
  for (const char* key : {"MAE", "mae", "val_MAE", "val_mae"}) EXPECT_NEAR(history[key][0], mean, 1e-5) << key;
  std::vector<std::string> keys;
  for (const auto& [key, values] : history.history) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"MAE", "acc", "loss", "mae", "val_MAE", "val_acc", "val_loss", "val_mae"}));
}

TEST(Fit, CastsWhatItIsGiven) {
  Line line, same;
  line.model.fit(x, y, {.batch_size = 3, .verbose = 0, .shuffle = false});
  // float64, a transposed view, y without its axis of one
  const Array turned = x.astype(DType::float64).transpose().copy().transpose();
  same.model.fit(turned, y.astype(DType::float64).reshape({7}), {.batch_size = 3, .verbose = 0, .shuffle = false});
  EXPECT_TRUE(same_bits(line.model.get_weights()[0], same.model.get_weights()[0]));
}

TEST(Fit, ShufflesViewsToo) {
  const Array turned = x.astype(DType::float64).transpose().copy().transpose();
  const auto trained = [&](const Array& given) {
    set_seed(1);
    Line line;
    line.model.fit(given, y, {.batch_size = 3, .epochs = 2, .verbose = 0});
    return line.model.get_weights()[0];
  };
  EXPECT_TRUE(same_bits(trained(x), trained(turned)));
}

TEST(Fit, GoesOnWithTheOptimizerWhereItWas) {
  Line line(Adam()), same(Adam());
  line.model.fit(x, y, {.batch_size = 3, .epochs = 3, .verbose = 0, .shuffle = false});
  for (int i = 0; i < 3; ++i) same.model.fit(x, y, {.batch_size = 3, .verbose = 0, .shuffle = false});
  EXPECT_TRUE(same_bits(line.model.get_weights()[0], same.model.get_weights()[0]));
  EXPECT_EQ(line.model.optimizer().iterations(), 9);
}

TEST(Fit, CompilingAgainBeginsAnew) {
  Line line(Adam());
  line.model.fit(x, y, {.verbose = 0});
  EXPECT_EQ(line.model.optimizer().iterations(), 1);
  line.model.compile({.optimizer = "adam", .loss = "mse"});
  EXPECT_EQ(line.model.optimizer().iterations(), 0);
  EXPECT_TRUE(line.model.optimizer().variables().empty());
}

TEST(Fit, TheLearningRateCanBeChangedBetweenEpochs) {
  Line line;
  line.model.fit(x, y, {.batch_size = 7, .verbose = 0, .shuffle = false});
  line.model.optimizer().set_learning_rate(0.01);
  line.model.fit(x, y, {.batch_size = 7, .verbose = 0, .shuffle = false});
  line.step(x, y, range(0, 7), one);
  line.step(x, y, range(0, 7), one, 0.01);
  line.expect_same();
}

}  // namespace
}  // namespace pellucid
