// What docs/threads.md promises of models and inspectors. The thread sanitizer sees what these do to each other.
#include <atomic>
#include <cmath>
#include <functional>
#include <thread>
#include <vector>

#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/error.hpp>
#include <pellucid/function.hpp>
#include <pellucid/inspector.hpp>
#include <pellucid/layers.hpp>
#include <pellucid/ops.hpp>

namespace pellucid {
namespace {

Array numbers(const Shape& shape, double start = 0) {
  Array array = Array::uninitialized(shape);
  for (float& element : array.mutable_span<float>()) element = static_cast<float>(std::sin(start += 1.7));
  return array;
}

Sequential net() {
  set_seed(5);
  Sequential model({Input({3}), Dense(8, {.activation = "tanh", .name = "hidden"}), Dense(2, {.name = "out"})});
  model.compile({.optimizer = SGD(), .loss = "mse"});
  return model;
}

bool are_finite(const Array& array) {
  const auto values = array.to_vector<double>();
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

// Each of these until the first has ended.
void at_once(const std::function<void()>& first, const std::vector<std::function<void()>>& others) {
  std::atomic<bool> done = false;
  std::vector<std::jthread> threads;
  for (const auto& other : others)
    threads.emplace_back([&done, &other] {
      do other();
      while (!done);
    });
  first();
  done = true;
}

TEST(Threads, PredictingMeasuringAndAskingWhileTraining) {
  const Sequential model = net();
  const Inspector inspector(model);
  const Array x = numbers({20, 3}), y = numbers({20, 2}, 3);
  std::atomic<int> wrong = 0;
  const auto expect = [&](bool holds) { wrong += holds ? 0 : 1; };
  at_once([&] { model.fit(x, y, {.batch_size = 4, .epochs = 20, .verbose = 0}); },
          {[&] { expect(are_finite(model.predict(x, {.batch_size = 7}))); },
           [&] { expect(std::isfinite(model.evaluate(x, y, {.verbose = 0}).at("loss"))); },
           [&] { expect(std::isfinite(model.test_on_batch(x, y).at("loss"))); },
           [&] { expect(are_finite(inspector.read("hidden/pre_activation", x))); },
           [&] { expect(are_finite(inspector.neuron_gradient("out", 1, x)["hidden/kernel"])); }});
  EXPECT_EQ(wrong, 0);
}

TEST(Threads, ValuesOfWeightsWhileTrainingMovesThem) {
  for (int run = 0; run < 5; ++run) {
    const Sequential model = net();
    const SharedVariable kernel = model.weights()[0];
    const Array value = kernel.get_value();
    at_once(
        [&] {
          for (int step = 0; step < 10; ++step) {
            model.compile({.optimizer = Adam(), .loss = "mse"});
            model.train_on_batch(numbers({4, 3}), numbers({4, 2}));
          }
        },
        {[&] { EXPECT_EQ(kernel.borrow().shape(), value.shape()); }, [&] { EXPECT_TRUE(are_finite(kernel.get_value())); },
         [&] { kernel.set_value(value); }});
  }
}

TEST(Threads, ASecondTrainingIsRefusedOrWaitsForNobody) {
  const Sequential model = net();
  const Array x = numbers({4, 3}), y = numbers({4, 2});
  std::atomic<int> trained = 0;
  const auto train = [&] {
    try {
      if (std::isfinite(model.train_on_batch(x, y).at("loss"))) ++trained;
    } catch (const StateError& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr("training in another call"));
    }
  };
  at_once(
      [&] {
        for (int step = 0; step < 200; ++step) train();
      },
      {train});
  EXPECT_GT(trained, 0);
}

TEST(Threads, OtherModelsTrainAtTheSameTime) {
  const Sequential a = net(), b = net();
  const auto train = [](const Sequential& model) {
    for (int step = 0; step < 50; ++step) model.train_on_batch(numbers({4, 3}), numbers({4, 2}));
  };
  std::jthread other([&] { train(b); });
  train(a);
  other.join();
  for (std::size_t i = 0; i < a.weights().size(); ++i) EXPECT_TRUE(same_bits(a.get_weights()[i], b.get_weights()[i]));
}

TEST(Threads, QuestionsOfSeveralThreadsGetTheSameAnswers) {
  const Sequential model = net();
  const Array x = numbers({5, 3});
  const std::vector<std::string> paths = {"hidden/pre_activation", "hidden/output", "out/output", "hidden/input"};
  std::vector<Array> expected;
  for (const std::string& path : paths) expected.push_back(Inspector(model).read(path, x));
  const Inspector inspector(model);
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (std::size_t thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (std::size_t i = 0; i < 40; ++i) {
        const std::size_t path = (i + thread) % paths.size();
        if (!same_bits(inspector.read(paths[path], x), expected[path])) ++wrong;
      }
    });
  threads.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(inspector.memory().compiled, paths.size());
}

TEST(Threads, GraphsOfSeveralThreadsAreTheSameGraph) {
  const Variable x = input("x", {4, 3}), weights = constant(numbers({3, 3}));
  std::vector<Variable> slopes(4);
  std::vector<std::jthread> threads;
  for (Variable& slope : slopes)
    threads.emplace_back([&x, &weights, &slope] {
      for (int i = 0; i < 20; ++i) slope = gradient(ops::sum(ops::tanh(ops::contraction(x, weights, {.labels = "ik,kj->ij"}))), x);
    });
  threads.clear();
  for (const Variable& slope : slopes) EXPECT_EQ(slope, slopes[0]);
}

}  // namespace
}  // namespace pellucid
