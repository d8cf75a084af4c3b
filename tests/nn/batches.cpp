// How examples become batches, and how weights lie in memory.
#include "nn/train/batches.hpp"

#include <set>

#include <cstdint>

#include "nn/support.hpp"
#include "nn/train/side_by_side.hpp"

namespace pellucid {
namespace {

const std::vector<Type> types = {{DType::float32, {Dim::named("batch"), 2}}, {DType::int64, {Dim::named("batch")}}};

Examples ten() {
  std::vector<std::int64_t> labels(10);
  std::vector<float> rows(20);
  for (std::size_t i = 0; i < 10; ++i)
    labels[i] = static_cast<std::int64_t>(i), rows[2 * i] = static_cast<float>(i), rows[2 * i + 1] = -static_cast<float>(i);
  return {.arrays = {Array(rows, {10, 2}), Array(labels)}, .count = 10};
}

TEST(Batches, AreViewsInOrder) {
  const Examples examples = ten();
  Batches batches(examples, types, 4, false);
  EXPECT_EQ(batches.steps(), 3);
  batches.begin_epoch();
  const auto last = batches.batch(2);
  EXPECT_EQ(last.examples, 2);
  EXPECT_EQ(last.arrays[1].to_vector<std::int64_t>(), (std::vector<std::int64_t>{8, 9}));
  EXPECT_TRUE(last.arrays[0].may_share_memory(examples.arrays[0]));
}

TEST(Batches, ShuffledRowsStayTogetherAndComeOnce) {
  set_seed(2);
  Batches batches(ten(), types, 4, true);
  std::vector<std::vector<std::int64_t>> orders;
  for (int epoch = 0; epoch < 2; ++epoch) {
    batches.begin_epoch();
    auto& order = orders.emplace_back();
    for (std::int64_t step = 0; step < batches.steps(); ++step) {
      const auto batch = batches.batch(step);
      EXPECT_EQ(batch.examples, step < 2 ? 4 : 2);
      for (std::int64_t i = 0; i < batch.examples; ++i) {
        order.push_back(batch.arrays[1].at<std::int64_t>({i}));
        EXPECT_EQ(batch.arrays[0].at<float>({i, 1}), -static_cast<float>(order.back()));
      }
    }
    EXPECT_EQ(std::set(order.begin(), order.end()).size(), 10U);
  }
  EXPECT_NE(orders[0], orders[1]);
}

TEST(Batches, ShuffledOnesUseTheirArraysAgain) {
  Batches batches(ten(), types, 5, true);
  const void* first = batches.batch(0).arrays[0].data();
  EXPECT_EQ(batches.batch(1).arrays[0].data(), first);
}

TEST(SideBySide, EachBeginsOnACacheLineOfOneBuffer) {
  const std::vector<SharedVariable> variables = {SharedVariable(numbers({3}), "a"), SharedVariable(numbers({20}), "b"),
                                                 SharedVariable(Array({1, 2}), "c")};
  lay_side_by_side(variables);
  const auto address = [&](std::size_t i) { return reinterpret_cast<std::uintptr_t>(variables[i].borrow().data()); };
  EXPECT_EQ(address(0) % 64, 0U);
  EXPECT_EQ(address(1) - address(0), 64U);
  EXPECT_EQ(address(2) - address(1), 128U);
  EXPECT_TRUE(same_bits(variables[1].get_value(), numbers({20})));
  const std::uintptr_t before = address(0);
  lay_side_by_side(variables);
  EXPECT_EQ(address(0), before);
  variables[0].set_value(Array({7., 8., 9.}));
  expect_near(variables[0].borrow(), {7, 8, 9});
}

TEST(SideBySide, WeightsAndSlotsOfACompiledModelDo) {
  const Sequential model({Input({3}), Dense(5), Dense(1)});
  model.compile({.optimizer = "adam", .loss = "mse"});
  model.train_on_batch(numbers({2, 3}), numbers({2, 1}));
  std::vector<SharedVariable> all = model.weights();
  for (const SharedVariable& slot : model.optimizer().variables()) all.push_back(slot);
  for (const SharedVariable& variable : all)
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(variable.borrow().data()) % 64, 0U) << variable.name();
  const auto* first = static_cast<const std::byte*>(model.weights()[0].borrow().data());
  EXPECT_EQ(static_cast<const std::byte*>(model.weights()[1].borrow().data()) - first, 64);
}

}  // namespace
}  // namespace pellucid
