// A call that is refused in the middle leaves everything as it was.
#include <atomic>
#include <limits>
#include <thread>

#include <pellucid/operand.hpp>

#include "nn/support.hpp"

namespace pellucid {
namespace {

const std::string out_of_table = "[gather from 'ids/embeddings', input 'indices']";

Sequential of_ids(const RecurrentOptions& recurrent = {}) {
  const Sequential model({Input({2}, {.dtype = DType::int32, .batch_size = recurrent.stateful ? 1 : 0}), Embedding(5, 3, {.name = "ids"}),
                          LSTM(2, recurrent), Dense(1)});
  model.compile({.optimizer = "adam", .loss = "mse"});
  return model;
}

TEST(RefusedWhole, FitTakesBackTheStepsBefore) {
  const Sequential model = of_ids();
  const Array good({{0, 1}, {2, 3}}), bad({{0, 1}, {2, 7}}), y = numbers({2, 1});
  model.fit(good, y, {.batch_size = 1, .verbose = 0});
  const std::vector<Array> before = model.get_weights();
  std::vector<Array> slots;
  for (const SharedVariable& variable : model.optimizer().variables()) slots.push_back(variable.get_value());
  expect_refusal<IndexError>([&] { model.fit(bad, y, {.batch_size = 1, .verbose = 0, .shuffle = false}); }, {out_of_table, "received 7"});
  const ValidationData validation{bad, y};
  expect_refusal<IndexError>([&] { model.fit(good, y, {.epochs = 2, .verbose = 0, .validation_data = validation}); }, {out_of_table});
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(same_bits(model.get_weights()[i], before[i]));
  for (std::size_t i = 0; i < slots.size(); ++i) EXPECT_TRUE(same_bits(model.optimizer().variables()[i].get_value(), slots[i]));
  EXPECT_EQ(model.optimizer().iterations(), 2);
}

TEST(RefusedWhole, PredictAndEvaluateMoveNoState) {
  const Sequential model = of_ids({.stateful = true});
  const Array good({{0, 1}}), bad({{3, 1}, {2, -1}});
  const Array first = model.predict(good);
  model.reset_states();
  expect_refusal<IndexError>([&] { model.predict(bad); }, {out_of_table, "received -1"});
  expect_refusal<IndexError>([&] { model.evaluate(bad, numbers({2, 1})); }, {out_of_table});
  EXPECT_TRUE(same_bits(model.predict(good), first));
}

TEST(RefusedWhole, AModelThatDoesNotFitTheFirstDataIsNotBuilt) {
  const Sequential model({Dense(4, {.name = "first"}), LSTM(2)});
  expect_refusal<ShapeError>([&] { model.predict(numbers({4, 3})); }, {"the input's rank does not fit"});
  EXPECT_TRUE(model.get_layer("first").weights().empty());
  EXPECT_EQ(model.predict(numbers({4, 2, 7})).shape(), (Shape{4, 2}));
}

TEST(RefusedWhole, DataThatAreRefusedBuildNothing) {
  const Sequential model({Dense(4, {.name = "first"}), Dense(1)});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const Array wide = numbers({4, 9}), x = numbers({4, 3}), y = numbers({4, 1}), short_y = numbers({3, 1});
  expect_refusal<ValueError>([&] { model.fit(wide, short_y); }, {"[Model.fit]"});
  expect_refusal<ValueError>([&] { model.train_on_batch(wide, short_y); }, {"[Model.train_on_batch]"});
  expect_refusal<ValueError>([&] { model.test_on_batch(wide, short_y); }, {"[Model.test_on_batch]"});
  expect_refusal<ValueError>([&] { model.evaluate(wide, short_y); }, {"[Model.evaluate]"});
  expect_refusal<ValueError>([&] { model.predict(wide, {.batch_size = -1}); }, {"batch_size"});
  EXPECT_TRUE(model.get_layer("first").weights().empty());
  EXPECT_EQ(model.layers().size(), 2U);
  EXPECT_EQ(model.fit(x, y, {.verbose = 0})["loss"].size(), 1U);
  EXPECT_EQ(model.predict(x).shape(), (Shape{4, 1}));
}

TEST(RefusedWhole, ATrainingModelIsNotCompiled) {
  const Sequential model({Input({1}), Dense(1)});
  std::atomic<bool> is_training = false, may_end = false;
  // A loss of one's own is called when fit makes its step.
  const Loss waiting("waiting", [&](const Variable& y, const Variable& p) {
    is_training = true;
    while (!may_end) std::this_thread::yield();
    return (y - p) * (y - p);
  });
  model.compile({.loss = waiting});
  std::thread training([&] { model.fit(numbers({4, 1}), numbers({4, 1}), {.verbose = 0}); });
  while (!is_training) std::this_thread::yield();
  expect_refusal<StateError>([&] { model.compile({.loss = "mse"}); }, {"[Model.compile] the model is training in another call"});
  may_end = true;
  training.join();
  model.compile({.loss = "mse"});
}

TEST(Nesting, AModelIsNoLayerOfItself) {
  const Sequential inner({Input({3}), Dense(3)}), outer({Input({3}), inner});
  expect_refusal<ValueError>([&] { inner.add(inner); }, {"a model cannot be a layer of itself"});
  expect_refusal<ValueError>([&] { inner.add(outer); }, {"a model cannot be a layer of itself"});
  EXPECT_EQ(inner.layers().size(), 1U);
}

TEST(Models, AnInputIsGivenOnce) {
  const Input x({3});
  expect_refusal<ValueError>([&] { Model(Variables{x, x}, Variables{Dense(1)(x)}); }, {"is given twice"});
}

TEST(Models, APathIsOfOneValue) {
  expect_refusal<NameError>(
      [] { Sequential({Input({4, 3}), LSTM(2, {.return_sequences = true, .name = "lstm"}), Dense(2, {.name = "lstm/forget_gate"})}); },
      {"the path 'lstm/forget_gate/pre_activation' is of two values"});
}

TEST(Models, AnOutputThatCountsNoExamplesIsNotTrained) {
  const Input x({3});
  const Model total({x}, {Dense(1)(x).at({0, 0})});
  expect_refusal<ShapeError>([&] { total.compile({.loss = "mse"}); }, {"does not count examples"});
}

TEST(WholeNumbers, WhatAnIntegerInputCannotHoldIsNamedWithItsPlace) {
  const Sequential model = of_ids();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  expect_refusal<ValueError>([&] { model.predict(Array({{0LL, (1LL << 32) + 1}})); },
                             {"'x' holds a number that int32 cannot, at [0, 1]", "received 4294967297"});
  expect_refusal<ValueError>([&] { model.predict_on_batch(Array({{nan, 1.}})); }, {"at [0, 0]", "received nan"});
  expect_refusal<ValueError>([&] { model.fit(Array({{0., 3e9}}), numbers({1, 1}), {.verbose = 0}); }, {"at [0, 1]"});
  expect_refusal<ValueError>([&] { model.predict(Array(std::vector<std::uint64_t>{~0ULL, 1}, {1, 2})); }, {"18446744073709551615"});
  expect_close(model.predict(Array({{1.9, 0.5}})), model.predict(Array({{1, 0}})));  // fractions are cut
}

TEST(WholeNumbers, NaNIsNoId) {
  const Sequential model({Input({2}), Embedding(5, 3)});
  expect_refusal<IndexError>([&] { model.predict(Array({{0., std::numeric_limits<double>::quiet_NaN()}})); },
                             {"received NaN", "position [0, 1]"});
}

}  // namespace
}  // namespace pellucid
