// However long a program runs, what it keeps stays within bounds.
#include <cmath>

#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>
#include <pellucid/inspector.hpp>
#include <pellucid/layers.hpp>

#include "array/block_cache.hpp"
#include "graph/node.hpp"

namespace pellucid {
namespace {

Array numbers(const Shape& shape) {
  Array array = Array::uninitialized(shape);
  double k = 0;
  for (float& element : array.mutable_span<float>()) element = static_cast<float>(std::sin(k += 1.7));
  return array;
}

TEST(LongRunning, AThousandShapesTakeAFewPrograms) {
  const Sequential model({Input({pellucid::unknown, 3}), LSTM(4, {.name = "lstm"}), Dense(2)});
  const Variable x = model.input();
  const Function slope({x}, {gradient(model.output(), x, {.reduce = "sum"})});
  for (std::int64_t i = 0; i < 1000; ++i) slope({numbers({1 + i % 8, 1 + i / 8, 3})});
  const FunctionMemory memory = slope.memory();
  EXPECT_EQ(memory.compiled, 16);  // of one step and of several, for each batch size
  EXPECT_EQ(memory.programs, 16);
  EXPECT_LE(memory.program_bytes, FunctionLimits().program_bytes);
  EXPECT_GT(memory.idle, 1);
  EXPECT_LE(memory.idle_bytes, FunctionLimits().idle_bytes + (std::size_t{1} << 20));
  EXPECT_LE(block_cache().bytes(), BlockCache::most_bytes);
}

// The program in bench/soak.cpp, short: training, predicting and asking over many shapes. What is alive after the first round is alive after
// the last.
TEST(LongRunning, TrainingPredictingAndAskingKeepsNoMoreRoundByRound) {
  Sequential model({Input({pellucid::unknown, 3}), LSTM(4, {.name = "lstm"}), Dense(2, {.name = "dense"})});
  model.compile({.optimizer = Adam(), .loss = "mse"});
  const Inspector inspector(model, {.most_bytes = std::size_t{4} << 20});
  const auto round = [&] {
    for (std::int64_t i = 0; i < 12; ++i) {
      const Array x = numbers({1 + i % 3, 1 + i / 3, 3}), y = numbers({1 + i % 3, 2});
      model.train_on_batch(x, y);
      model.predict(x);
      model.evaluate(x, y, {.verbose = 0});
      inspector.read({"lstm/forget_gate", "lstm/cell_state"}, x);
      inspector.gradient("dense/output", {"weights"}, x, {.reduce = "sum"});
      model.layers()[0](input("again", {pellucid::unknown, pellucid::unknown, 3}));
    }
  };
  round();
  const std::size_t nodes = live_nodes();
  const InspectorMemory first = inspector.memory();
  for (int i = 0; i < 5; ++i) round();
  EXPECT_EQ(live_nodes(), nodes);
  const InspectorMemory last = inspector.memory();
  EXPECT_EQ(last.questions, 2);
  EXPECT_EQ(last.compiled, first.compiled);
  EXPECT_GT(last.bytes, 0);
}

TEST(LongRunning, TheQuestionAskedLongestAgoIsForgotten) {
  const Sequential model({Input({3}), Dense(4, {.name = "a"}), Dense(4, {.name = "b"}), Dense(4, {.name = "c"})});
  const Array x = numbers({2, 3});
  const Inspector one(model);
  one.read("a/output", x);
  const Inspector inspector(model, {.most_bytes = one.memory().bytes * 5 / 2});
  for (const char* path : {"a/output", "b/output", "a/output", "c/output", "a/output"}) inspector.read(path, x);
  EXPECT_EQ(inspector.memory().questions, 2);
  EXPECT_EQ(inspector.memory().compiled, 3);
  EXPECT_EQ(inspector.memory().forgotten, 1);
  EXPECT_LE(inspector.memory().bytes, one.memory().bytes * 5 / 2);
  inspector.read("b/output", x);
  EXPECT_EQ(inspector.memory().compiled, 4);
}

TEST(LongRunning, AnswersDoNotDependOnWhatWasAskedBefore) {
  const auto made = [] {
    set_seed(9);
    return Sequential({Input({5}), Dense(16, {.activation = "tanh", .name = "a"}), Dense(3, {.activation = "softmax", .name = "b"})});
  };
  const Sequential model = made();
  const Inspector used(model);
  for (const std::int64_t n : {1, 40, 2, 3, 300, 5, 6})
    used.neuron_gradients(numbers({n, 5})), model.predict(numbers({n, 5}), {.batch_size = n});
  for (const std::int64_t n : {300, 7, 1, 24, 64}) {
    const Sequential twin = made();
    const Array x = numbers({n, 5});
    const Arrays received = used.neuron_gradients(x), expected = Inspector(twin).neuron_gradients(x);
    for (const auto& [path, value] : expected) EXPECT_TRUE(same_bits(received[path], value)) << path << ", " << n;
    EXPECT_TRUE(same_bits(model.predict(x), twin.predict(x))) << n;
  }
}

TEST(LongRunning, TrainingFromOneSeedGivesTheSameBitsAfterOtherCalls) {
  const auto trained = [](bool after_others) {
    set_seed(4);
    Sequential model({Input({5}), Dense(16, {.activation = "relu"}), Dropout(0.25), Dense(1)});
    model.compile({.optimizer = Adam(), .loss = "mse"});
    if (after_others) {
      for (const std::int64_t n : {1, 2, 3, 5, 9, 33}) model.predict(numbers({n, 5}));
      for (const std::int64_t n : {17, 3, 2}) model.evaluate(numbers({n, 5}), numbers({n, 1}), {.verbose = 0});
      Inspector(model).read(model.layers()[0].name() + "/output", numbers({21, 5}));
    }
    model.fit(numbers({70, 5}), numbers({70, 1}), {.batch_size = 33, .epochs = 3, .verbose = 0});
    return model.get_weights();
  };
  const std::vector<Array> alone = trained(false), after = trained(true);
  for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_TRUE(same_bits(alone[i], after[i])) << i;
}

}  // namespace
}  // namespace pellucid
