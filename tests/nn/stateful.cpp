// Stateful layers: states go on from call to call, with a batch size that does not change.
#include "nn/support.hpp"

namespace pellucid {
namespace {

Sequential stateful(std::int64_t batch = 2) {
  const Sequential model(
      {Input({unknown, 1}, {.batch_size = batch}), LSTM(3, {.stateful = true, .name = "lstm"}), Dense(1, {.name = "out"})});
  int seed = 0;
  for (const SharedVariable& weight : model.weights()) weight.set_value(numbers(weight.borrow().shape(), ++seed));
  model.compile({.optimizer = SGD({.learning_rate = 0}), .loss = "mse"});
  return model;
}

const Array series = numbers({2, 6, 1});
Array steps(std::int64_t start, std::int64_t stop) { return series.slice(1, {.start = start, .stop = stop}); }
const Array y = numbers({2, 1}, 4);

TEST(Stateful, PredictGoesOnWhereItWas) {
  const Sequential model = stateful();
  const Array whole = model.predict(series);
  model.reset_states();
  model.predict(steps(0, 2));
  model.predict_on_batch(steps(2, 5));
  expect_close(model.predict(steps(5, 6)), whole);
}

TEST(Stateful, EvaluatingAndTrainingAdvanceStates) {
  const Sequential model = stateful();
  const Array whole = model.predict(series);
  const std::vector<std::function<void(const Array&)>> ways = {
      [&](const Array& x) { model.evaluate(x, y); }, [&](const Array& x) { model.test_on_batch(x, y); },
      [&](const Array& x) { model.train_on_batch(x, y); }, [&](const Array& x) { model.fit(x, y, {.verbose = 0, .shuffle = false}); }};
  for (const auto& way : ways) {
    model.reset_states();
    way(steps(0, 5));
    expect_close(model.predict(steps(5, 6)), whole);
  }
}

TEST(Stateful, GoesFromBatchToBatch) {
  const Sequential model = stateful(1);
  const Array in_turn = series.slice(0, {.stop = 1}).reshape({6, 1, 1});  // six batches of one step each
  const Array predicted = model.predict(in_turn);
  EXPECT_EQ(predicted.shape(), (Shape{6, 1}));
  model.reset_states();
  const Array whole = model.predict(series.slice(0, {.stop = 1}));
  EXPECT_NEAR(predicted.at<float>({5, 0}), whole.at<float>({0, 0}), 1e-6);
}

TEST(Stateful, TakesItsOwnBatchSizeWhenNobodySays) {
  const Sequential model = stateful();
  EXPECT_EQ(model.predict(numbers({4, 3, 1})).shape(), (Shape{4, 1}));
}

TEST(Stateful, AnotherBatchSizeIsRefusedBeforeAnyStep) {
  const Sequential model = stateful();
  const Array before = model.predict(steps(0, 1));
  const Array six = numbers({6, 3, 1}), answers = numbers({6, 1}), five = numbers({5, 3, 1});
  expect_refusal<ValueError>(
      [&] { model.fit(six, answers, {.batch_size = 3, .verbose = 0}); },
      {"the batch size does not fit the stateful model", "expected batches of 2", "received 3", "reset_states()", ".batch_size"});
  expect_refusal<ValueError>([&] { model.predict(five); },
                             {"cannot be divided into batches of the stateful model", "batches of 2", "received 5"});
  expect_refusal<ValueError>([&] { model.evaluate(five, numbers({5, 1})); }, {"batches of 2", "received 5"});
  expect_refusal<ValueError>([&] { model.train_on_batch(six, answers); }, {"batches of 2", "received 6"});
  expect_refusal<ValueError>([&] { model.test_on_batch(six, answers); }, {"received 6"});
  expect_refusal<ValueError>([&] { model.predict_on_batch(six); }, {"the stateful model", "received 6"});
  expect_refusal<ValueError>([&] { model.fit(six, answers, {.verbose = 0, .validation_data = {{five, numbers({5, 1})}}}); },
                             {"validation_data", "received 5"});
  expect_refusal<ValueError>([&] { model.fit(six, answers, {.verbose = 0, .validation_split = 0.5}); }, {"received 3"});
  model.reset_states();
  expect_close(model.predict(steps(0, 1)), before);  // and states were not touched
}

TEST(FixedBatch, WithoutStatesSaysHowToHaveAny) {
  const Sequential model({Input({2}, {.batch_size = 3}), Dense(1)});
  expect_refusal<ValueError>([&] { model.predict(numbers({4, 2})); }, {"batches of 3", "received 4", "Make the model for any size"});
  EXPECT_EQ(model.predict(numbers({6, 2})).shape(), (Shape{6, 1}));
}

TEST(Stateful, ResettingOneLayerResetsItInEveryModel) {
  const Sequential model = stateful();
  const Array first = model.predict(steps(0, 1));
  model.get_layer("lstm").reset_states();
  expect_close(model.predict(steps(0, 1)), first);
}

TEST(Stateful, CalledAgainItKeepsItsBatchSize) {
  const Sequential model = stateful();
  const Layer layer = model.get_layer("lstm");
  EXPECT_EQ(layer(Input({unknown, 1}, {.batch_size = 2})).dims()[0], Dim(2));
  expect_refusal<ShapeError>(
      [&] { layer(Input({unknown, 1}, {.batch_size = 3})); },
      {"[LSTM 'lstm'] the stateful layer was called before", "'hidden_state'", "expected a state of [2, 3]", "received [3, 3]"});
}

TEST(Stateful, NeedsABatchSize) {
  expect_refusal<ValueError>([] { Sequential({Input({unknown, 1}), LSTM(3, {.stateful = true})}); },
                             {"a stateful layer needs a fixed batch size", ".batch_size = 1"});
}

}  // namespace
}  // namespace pellucid
