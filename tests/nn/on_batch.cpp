// One batch at a time; who may train when; what a warm step allocates.
#include "nn/train/on_batch.hpp"

#include <latch>
#include <thread>

#include <pellucid/ops.hpp>

#include "nn/support.hpp"
#include "runtime/counting_new.hpp"

namespace pellucid {
namespace {

const Array x = numbers({4, 2}), y = numbers({4, 1}, 1);

Sequential small(const Optimizer& optimizer = "adam") {
  const Sequential model({Input({2}), Dense(3, {.activation = "tanh"}), Dense(1)});
  int seed = 0;
  for (const SharedVariable& weight : model.weights()) weight.set_value(numbers(weight.borrow().shape(), ++seed));
  model.compile({.optimizer = optimizer, .loss = "mse", .metrics = {"mae"}});
  return model;
}

TEST(OnBatch, TrainsAsFitDoes) {
  const Sequential a = small(), b = small();
  for (int i = 0; i < 3; ++i) a.train_on_batch(x, y);
  b.fit(x, y, {.batch_size = 4, .epochs = 3, .verbose = 0, .shuffle = false});
  for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(same_bits(a.get_weights()[i], b.get_weights()[i]));
}

TEST(OnBatch, GivesTheResultsOfTheWeightsBeforeTheStep) {
  const Sequential model = small();
  const Logs before = model.test_on_batch(x, y), trained = model.train_on_batch(x, y);
  for (const char* key : {"loss", "mae"}) EXPECT_NEAR(trained.at(key), before.at(key), 1e-6) << key;
  EXPECT_LT(model.test_on_batch(x, y).at("loss"), before.at("loss"));
}

TEST(OnBatch, TakesWeights) {
  const Sequential model = small();
  const Array weights({0., 2., 0., 2.});
  const Array picked = x.slice(0, {.start = 1, .step = 2}), answers = y.slice(0, {.start = 1, .step = 2});
  EXPECT_NEAR(model.test_on_batch(x, y, {.sample_weight = weights}).at("loss"), model.test_on_batch(picked, answers).at("loss"), 1e-6);
  const Sequential twin = model.clone();
  twin.train_on_batch(picked, answers);
  model.train_on_batch(x, y, {.sample_weight = weights});
  for (std::size_t i = 0; i < 4; ++i) expect_close(model.get_weights()[i], twin.get_weights()[i], 1e-5);
}

TEST(OnBatch, PredictIsPredict) {
  const Sequential model = small();
  EXPECT_TRUE(equal(model.predict_on_batch(x), model.predict(x)));
}

ALLOCATION_TEST(OnBatch, AWarmStepAllocatesNothing) {
  const Sequential model = small();
  FirstData first;
  const auto trainer = trainer_for(*model.model(), {x}, "test", first);
  const Data xs = x, ys = y;
  const BatchOptions options;
  for (int i = 0; i < 3; ++i) train_on_batch(*model.model(), *trainer, xs, ys, options);
  const std::int64_t before = allocations();
  for (int i = 0; i < 10; ++i) train_on_batch(*model.model(), *trainer, xs, ys, options);
  EXPECT_EQ(allocations(), before);
}

ALLOCATION_TEST(OnBatch, AWarmShuffledEpochAllocatesOncePerEpochAtMost) {
  const Sequential model = small();
  const Array more = numbers({64, 2}), answers = numbers({64, 1}, 1);
  const auto allocated = [&](std::int64_t batch_size) {
    model.fit(more, answers, {.batch_size = batch_size, .verbose = 0});
    const std::int64_t before = allocations();
    model.fit(more, answers, {.batch_size = batch_size, .verbose = 0});
    return allocations() - before;
  };
  EXPECT_EQ(allocated(4), allocated(16));  // steps themselves allocate nothing
}

TEST(OnBatch, ASecondTrainingAtOnceIsRefused) {
  const Sequential model = small();
  FirstData first;
  const auto trainer = trainer_for(*model.model(), {x}, "test", first);
  const auto held = trainer->begin_training("test");
  std::thread([&] {
    expect_refusal<StateError>([&] { model.train_on_batch(x, y); }, {"the model is training in another call", "clone()"});
    expect_refusal<StateError>([&] { model.fit(x, y, {.verbose = 0}); }, {"the model is training in another call"});
  }).join();
  EXPECT_EQ(model.optimizer().iterations(), 0);
}

TEST(OnBatch, PredictionsOfSeveralThreadsAreEqual) {
  const Sequential model = small();
  const Array many = numbers({200, 2}), expected = model.predict(many);
  std::latch start(4);
  std::vector<std::thread> threads;
  std::vector<Array> results(4);
  for (std::size_t i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      results[i] = model.predict(many, {.batch_size = 7});
    });
  for (std::thread& thread : threads) thread.join();
  for (const Array& result : results) expect_close(result, expected);
}

// A loss of the user's own fixes no labels: each new shape of them is a step of its own.
TEST(OnBatch, StepsForOtherLabelsAreMadeOnceEach) {
  Sequential model({Input({2}), Dense(1)});
  const Loss own("own", [](const Variable& truth, const Variable& prediction) {
    return ops::square(ops::mean(truth, {.axes = {1}}) - ops::mean(prediction, {.axes = {1}}));
  });
  model.compile({.optimizer = SGD(), .loss = own});
  for (int round = 0; round < 3; ++round)
    for (std::int64_t width = 1; width <= 4; ++width) model.train_on_batch(x, numbers({x.shape()[0], width}));
  FirstData first;
  const CacheCounts counts = trainer_for(*model.model(), {x}, "test", first)->other_steps();
  EXPECT_EQ(counts.made, 4);
  EXPECT_EQ(counts.entries, 4);
  EXPECT_GT(counts.bytes, 0);
}

}  // namespace
}  // namespace pellucid
