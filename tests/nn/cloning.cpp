// Clones: everything the same, nothing shared.
#include "nn/support.hpp"

namespace pellucid {
namespace {

const Array x = numbers({6, 3}), y = numbers({6, 1}, 1);

Sequential trained() {
  const Sequential model({Input({3}), Dense(4, {.activation = "tanh", .name = "hidden"}), Dense(1, {.name = "out"})}, {.name = "net"});
  model.compile({.optimizer = Adam({.learning_rate = 0.05}), .loss = "mse", .metrics = {"mae"}});
  model.fit(x, y, {.batch_size = 2, .epochs = 2, .verbose = 0, .shuffle = false});
  return model;
}

void expect_equal_weights(const Model& a, const Model& b) {
  ASSERT_EQ(a.get_weights().size(), b.get_weights().size());
  for (std::size_t i = 0; i < a.get_weights().size(); ++i) EXPECT_TRUE(same_bits(a.get_weights()[i], b.get_weights()[i])) << i;
}

TEST(Clone, TrainsOnAsTheOriginalWould) {
  const Sequential model = trained(), copy = model.clone();
  expect_equal_weights(model, copy);
  EXPECT_EQ(copy.optimizer().iterations(), 6);
  EXPECT_EQ(copy.optimizer().variables().size(), model.optimizer().variables().size());
  const History a = model.fit(x, y, {.batch_size = 2, .verbose = 0, .shuffle = false}),
                b = copy.fit(x, y, {.batch_size = 2, .verbose = 0, .shuffle = false});
  EXPECT_EQ(a.history, b.history);
  expect_equal_weights(model, copy);
}

TEST(Clone, KeepsALearningRateThatWasSet) {
  const Sequential model = trained();
  model.optimizer().set_learning_rate(0.25);
  EXPECT_EQ(model.clone().optimizer().learning_rate(), 0.25);
}

TEST(Clone, SharesNothing) {
  const Sequential model = trained(), copy = model.clone();
  const std::vector<Array> before = copy.get_weights();
  model.fit(x, y, {.verbose = 0});
  model.optimizer().set_learning_rate(0.5);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(same_bits(copy.get_weights()[i], before[i]));
  EXPECT_EQ(copy.optimizer().iterations(), 6);
  EXPECT_NEAR(copy.optimizer().learning_rate(), 0.05, 1e-8);
}

TEST(Clone, KeepsNamesAndWhatIsFrozen) {
  const Sequential model({Input({3}), Dense(4, {.name = "hidden", .trainable = false}), Dense(1, {.name = "out"})}, {.name = "net"});
  const Sequential copy = model.clone();
  EXPECT_EQ(copy.name(), "net");
  EXPECT_EQ(copy.get_layer(0).name(), "hidden");
  EXPECT_EQ(copy.trainable_weights().size(), 2U);
  EXPECT_FALSE(copy.get_layer("hidden") == model.get_layer("hidden"));
}

TEST(Clone, CanBeCutAndBuiltOn) {
  const Sequential model = trained(), copy = model.clone();
  copy.pop();
  copy.add(Dense(2, {.name = "head"}));
  EXPECT_EQ(copy.predict(x).shape(), (Shape{6, 2}));
  EXPECT_EQ(model.predict(x).shape(), (Shape{6, 1}));
  EXPECT_TRUE(same_bits(copy.get_layer("hidden").get_weights()[0], model.get_layer("hidden").get_weights()[0]));
  copy.compile({.optimizer = "sgd", .loss = "mse"});
  EXPECT_NO_THROW(copy.fit(x, numbers({6, 2}), {.verbose = 0}));
}

TEST(Clone, OfAModelWithSharedLayersAndSeveralInputs) {
  const Input a({3}, {.name = "a"}), b({3}, {.name = "b"});
  const Dense shared(2, {.name = "shared"});
  const Model model({a, b}, {Dense(1, {.name = "left"})(shared(a)), Dense(1, {.name = "right"})(shared(b))}, {.name = "twins"});
  const Model copy = model.clone();
  expect_equal_weights(model, copy);
  EXPECT_EQ(copy.layers().size(), model.layers().size());
  const Array other = numbers({6, 3}, 5);
  const auto expected = model.predict(Data({x, other})), received = copy.predict(Data({x, other}));
  for (std::size_t i = 0; i < 2; ++i) expect_close(received[i], expected[i]);
}

TEST(Clone, TakesStatesAlong) {
  const Sequential model({Input({unknown, 3}, {.batch_size = 6}), LSTM(2, {.stateful = true})});
  const Array steps = numbers({6, 2, 3});
  model.predict(steps);
  const Sequential copy = model.clone();
  expect_close(copy.predict(steps), model.predict(steps));
}

TEST(Clone, OfNestedModels) {
  const Sequential inner({Input({3}), Dense(2, {.name = "d"})}, {.name = "inner"});
  const Sequential outer({Input({3}), inner, Dense(1, {.name = "out"})});
  const Sequential copy = outer.clone();
  expect_close(copy.predict(x), outer.predict(x));
  inner.set_weights({numbers({3, 2}), numbers({2})});
  EXPECT_FALSE(all_close(copy.predict(x), outer.predict(x)));
}

TEST(Clone, WithoutInputShapeIsBuiltByItsOwnData) {
  const Sequential model({Dense(2), Dense(1)});
  model.compile({.optimizer = "adam", .loss = "mse"});
  const Sequential copy = model.clone();
  copy.fit(x, y, {.verbose = 0});
  EXPECT_EQ(copy.optimizer().iterations(), 1);
  EXPECT_EQ(model.optimizer().iterations(), 0);
  EXPECT_FALSE(model.get_layer(0).built());
}

}  // namespace
}  // namespace pellucid
