// Models with several inputs and outputs, shared layers, weights that are not trained.
#include "nn/support.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid {
namespace {

struct TwoHeads {
  Input left{{3}, {.name = "left"}}, right{{2}, {.name = "right"}};
  Model model;
  TwoHeads() {
    const Variable joined = Dense(4, {.activation = "tanh", .name = "joined"})(Dense(3, {.name = "from_left"})(left));
    const Variable other = Dense(4, {.name = "from_right"})(right);
    model = Model({left, right}, {Dense(1, {.name = "a"})(joined), Dense(2, {.activation = "softmax", .name = "b"})(other)});
  }
};

const Array left_x = numbers({6, 3}), right_x = numbers({6, 2}, 1), a_y = numbers({6, 1}, 2), b_y({0, 1, 1, 0, 1, 0});

TEST(SeveralOutputs, ReportEachLossAndMetricByLayer) {
  const TwoHeads net;
  net.model.compile({.losses = {"mse", "sparse_categorical_crossentropy"}, .loss_weights = {1, 0.5}, .metrics = {"accuracy"}});
  const Logs logs = net.model.evaluate(Data({left_x, right_x}), Data({a_y, b_y}), {.batch_size = 4});
  std::vector<std::string> keys;
  for (const auto& [key, value] : logs) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"a_accuracy", "a_loss", "b_accuracy", "b_loss", "loss"}));
  EXPECT_NEAR(logs.at("loss"), logs.at("a_loss") + 0.5 * logs.at("b_loss"), 1e-5);
  const std::vector<Array> predicted = net.model.predict(Data({left_x, right_x}));
  ASSERT_EQ(predicted.size(), 2U);
  double loss = 0;
  for (std::int64_t i = 0; i < 6; ++i) loss += std::pow(predicted[0].at<float>({i, 0}) - a_y.at<float>({i, 0}), 2) / 6;
  EXPECT_NEAR(logs.at("a_loss"), loss, 1e-5);
}

TEST(SeveralOutputs, HaveMetricsOfTheirOwn) {
  const TwoHeads net;
  net.model.compile({.losses = {"mse", "sparse_categorical_crossentropy"}, .output_metrics = {{"mae"}, {}}});
  const Logs logs = net.model.evaluate(Data({left_x, right_x}), Data({a_y, b_y}));
  EXPECT_EQ(logs.size(), 4U);  // loss, a_loss, b_loss and
  const Array predicted = net.model.predict(Data({left_x, right_x}))[0];
  double mae = 0;
  for (std::int64_t i = 0; i < 6; ++i) mae += std::abs(predicted.at<float>({i, 0}) - a_y.at<float>({i, 0})) / 6;
  EXPECT_NEAR(logs.at("a_mae"), mae, 1e-5);
}

TEST(SeveralOutputs, TrainTogether) {
  const TwoHeads net;
  net.model.compile({.optimizer = "adam", .losses = {"mse", "sparse_categorical_crossentropy"}});
  const History history = net.model.fit(Data({left_x, right_x}), Data({a_y, b_y}), {.batch_size = 3, .epochs = 30, .verbose = 0});
  EXPECT_LT(history["a_loss"].back(), history["a_loss"].front());
  EXPECT_LT(history["b_loss"].back(), history["b_loss"].front());
  EXPECT_TRUE(history.history.contains("loss"));
}

TEST(SeveralOutputs, OneWithoutLossTakesNoYAndMovesNothing) {
  const TwoHeads net;
  net.model.compile({.optimizer = "sgd", .losses = {"mse", {}}});
  const Array before = net.model.get_layer("from_right").get_weights()[0], trained = net.model.get_layer("from_left").get_weights()[0];
  const History history = net.model.fit(Data({left_x, right_x}), a_y, {.verbose = 0});
  EXPECT_TRUE(same_bits(net.model.get_layer("from_right").get_weights()[0], before));
  EXPECT_FALSE(same_bits(net.model.get_layer("from_left").get_weights()[0], trained));
  EXPECT_EQ(history.history.size(), 1U);  // "loss": only one output is trained
}

TEST(SeveralOutputs, OneLossIsForAll) {
  const Input x({2});
  const Variable y = Dense(3, {.name = "d"})(x);
  const Model model({x}, {y, Dense(3, {.name = "e"})(y)});
  model.compile({.loss = "mae"});
  const Array targets = numbers({4, 3});
  const Logs logs = model.evaluate(right_x.slice(0, {.stop = 4}), Data({targets, targets}));
  EXPECT_NEAR(logs.at("loss"), logs.at("d_loss") + logs.at("e_loss"), 1e-5);
}

TEST(SeveralOutputs, OptionsThatDoNotFitAreRefusedWithTheOutputs) {
  const TwoHeads net;
  expect_refusal<ValueError>([&] { net.model.compile({.losses = {"mse"}}); }, {"compile", "'losses'", "a, b", "received 1"});
  expect_refusal<ValueError>([&] { net.model.compile({.loss = "mse", .loss_weights = {1, 2, 3}}); },
                             {"'loss_weights'", "a, b", "received 3"});
  expect_refusal<ValueError>([&] { net.model.compile({.loss = "mse", .losses = {"mse", "mse"}}); }, {"both 'loss' and 'losses'"});
  expect_refusal<ValueError>([&] { net.model.compile({.loss = "mse", .output_metrics = {{"mae"}}}); },
                             {"'output_metrics'", "a, b", "received 1"});
  expect_refusal<ValueError>([&] { net.model.compile({.loss = "mse", .metrics = {"mae"}, .output_metrics = {{}, {"mae"}}}); },
                             {"both 'metrics' and 'output_metrics'"});
  expect_refusal<ValueError>([&] { net.model.compile({.losses = {"mse", {}}, .output_metrics = {{}, {"mae"}}}); },
                             {"output 'b' has metrics but no loss", "loss weight 0"});
  expect_refusal<ValueError>([&] { net.model.compile({.loss = "mse", .loss_weights = {1, std::nan("")}}); }, {"loss weight of 'b'"});
  expect_refusal<ValueError>([&] { net.model.compile({.loss = "mse", .loss_weights = {1, 1e39}}); }, {"'b'", "float32 can hold", "1e+39"});
  expect_refusal<StateError>([&] { net.model.optimizer(); }, {"before compile()"});  // nothing was taken
}

TEST(SeveralOutputs, ArraysAreCountedAndNamed) {
  const TwoHeads net;
  net.model.compile({.losses = {"mse", "sparse_categorical_crossentropy"}});
  expect_refusal<ValueError>([&] { net.model.evaluate(left_x, Data({a_y, b_y})); },
                             {"x holds another number of arrays", "x[0] (left), x[1] (right)", "received 1"});
  expect_refusal<ValueError>([&] { net.model.evaluate(Data({left_x, right_x}), a_y); },
                             {"y holds another number of arrays", "y of 'a', y of 'b'"});
  expect_refusal<ShapeError>([&] { net.model.evaluate(Data({right_x, left_x}), Data({a_y, b_y})); },
                             {"axis 1 of 'x[0] (left)'", "expected 3", "received 2"});
  expect_refusal<ValueError>([&] { net.model.evaluate(Data({left_x, right_x.slice(0, {.stop = 5})}), Data({a_y, b_y})); },
                             {"Data cardinality is ambiguous. Make sure all arrays contain the same number of samples",
                              "'x[0] (left)' sizes: 6", "'x[1] (right)' sizes: 5"});
  expect_refusal<ValueError>([&] { net.model.predict(Data(left_x)); }, {"another number of arrays"});
  expect_refusal<ValueError>([&] { net.model.train_on_batch(Data({left_x, right_x}), Data({a_y, b_y}), {.class_weight = {{0, 2.0}}}); },
                             {"models with one output"});
}

TEST(SeveralOutputs, PredictOfOneArrayRefusesSeveral) {
  const Input x({2});
  const Variable y = Dense(3)(x);
  const Model model({x}, {y, Dense(1)(y)});
  expect_refusal<ValueError>([&] { model.predict(right_x); }, {"the model has 2 outputs", "predict(Data(x))"});
  expect_refusal<ValueError>([&] { model.predict_on_batch(right_x); }, {"the model has 2 outputs"});
  EXPECT_EQ(model.predict(Data(right_x)).size(), 2U);
}

TEST(SharedLayer, CollectsTheGradientsOfItsCalls) {
  const Input x({2}, {.name = "x"}), z({2}, {.name = "z"});
  const Dense twin(1, {.use_bias = false, .name = "twin"});
  const Model model({x, z}, {twin(x) + twin(z)});
  model.set_weights({Array({{1.}, {2.}})});
  model.compile({.optimizer = SGD({.learning_rate = 0.5}), .loss = "mse"});
  model.train_on_batch(Data({Array({{1., 0.}}), Array({{0., 1.}})}), Array({{0.}}));  // loss (1 + 2)^2; slopes 2 * 3 * (1, 1)
  expect_near(model.get_weights()[0], {-2, -1});
}

TEST(Trainable, FrozenLayersStayAndTheOptimizerSkipsThem) {
  Dense frozen(3, {.name = "frozen", .trainable = false});
  const Sequential model({Input({2}), frozen, Dense(1, {.name = "head"})});
  model.compile({.optimizer = "adam", .loss = "mse"});
  const Array before = frozen.get_weights()[0], head = model.get_layer("head").get_weights()[0];
  model.fit(right_x, a_y, {.verbose = 0});
  EXPECT_TRUE(same_bits(frozen.get_weights()[0], before));
  EXPECT_FALSE(same_bits(model.get_layer("head").get_weights()[0], head));
  EXPECT_EQ(model.optimizer().variables().size(), 2U + 2 * 2);  // of the head's kernel and bias
}

TEST(Trainable, AFrozenModelTrainsNothing) {
  const Sequential model({Input({2}), Dense(1)});
  model.set_trainable(false);
  model.compile({.optimizer = "adam", .loss = "mse"});
  const Array before = model.get_weights()[0];
  model.fit(right_x, a_y, {.verbose = 0});
  EXPECT_TRUE(same_bits(model.get_weights()[0], before));
}

TEST(Trainable, IsLookedAtWhenCompilingWithOneWarning) {
  const Sequential model({Input({2}), Dense(1, {.name = "d"})});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  model.get_layer("d").set_trainable(false);
  const Array before = model.get_weights()[0];
  testing::internal::CaptureStderr();
  model.fit(right_x, a_y, {.verbose = 0});
  model.fit(right_x, a_y, {.verbose = 0});
  model.get_layer("d").set_trainable(true);
  model.get_layer("d").set_trainable(false);
  model.train_on_batch(right_x, a_y);
  const std::string warned = testing::internal::GetCapturedStderr();
  EXPECT_THAT(warned, testing::HasSubstr("'trainable' of a layer of model"));
  EXPECT_EQ(warned.find("trainable"), warned.rfind("trainable"));
  EXPECT_FALSE(same_bits(model.get_weights()[0], before));  // it still trained
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const Array now = model.get_weights()[0];
  model.fit(right_x, a_y, {.verbose = 0});
  EXPECT_TRUE(same_bits(model.get_weights()[0], now));
}

}  // namespace
}  // namespace pellucid
