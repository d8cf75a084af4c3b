// Weights in files: by path, all or none.
#include <filesystem>

#include <pellucid/files.hpp>

#include "nn/support.hpp"

namespace pellucid {
namespace {

class WeightFiles : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path); }
  std::string path = testing::TempDir() + "pellucid_weights_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".npz";
};

Sequential net(std::int64_t hidden = 4) {
  return Sequential({Input({3}), Dense(hidden, {.name = "a"}), Dense(2, {.use_bias = false, .name = "b"})});
}

TEST_F(WeightFiles, ComeBackByPath) {
  const Sequential saved = net(), loaded = net();
  saved.save_weights(path);
  EXPECT_EQ(load_npz(path).names(), (std::vector<std::string>{"a/kernel", "a/bias", "b/kernel"}));
  loaded.load_weights(path);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(same_bits(saved.get_weights()[i], loaded.get_weights()[i]));
}

TEST_F(WeightFiles, AreCastToTheModel) {
  const Sequential model = net();
  save_npz(path, {{"a/kernel", numbers({3, 4}).astype(DType::float64)}, {"a/bias", Array({1, 2, 3, 4})}, {"b/kernel", numbers({4, 2})}});
  model.load_weights(path);
  expect_near(model.get_weights()[1], {1, 2, 3, 4});
}

TEST_F(WeightFiles, ThatDoNotFitAreRefusedWithAllThatIsWrong) {
  const Sequential model = net();
  const std::vector<Array> before = model.get_weights();
  save_npz(path, {{"a/kernel", numbers({4, 3})}, {"c/kernel", numbers({1})}, {"b/kernel", numbers({4, 2})}});
  expect_refusal<FormatError>([&] { model.load_weights(path); },
                              {"the weights do not fit model", "missing: a/bias [4]", "unexpected: c/kernel",
                               "misshapen: a/kernel (expected [3, 4], received [4, 3])"});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(same_bits(model.get_weights()[i], before[i]));
}

TEST_F(WeightFiles, NeedAModelThatIsBuilt) {
  const Sequential unbuilt({Dense(3)});
  expect_refusal<StateError>([&] { unbuilt.save_weights(path); }, {"no input shape yet"});
  expect_refusal<StateError>([&] { unbuilt.load_weights(path); }, {"no input shape yet"});
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(WeightFiles, OfNestedModelsHaveLongerPaths) {
  const Sequential inner({Input({3}), Dense(2, {.name = "d"})}, {.name = "inner"}), outer({Input({3}), inner}, {.name = "outer"});
  outer.save_weights(path);
  EXPECT_EQ(load_npz(path).names(), (std::vector<std::string>{"inner/d/kernel", "inner/d/bias"}));
}

// Nets of layers that were given no names.
Model unnamed() {
  const Input in({3});
  const Sequential inner({Input({4}), Dense(4), Dense(4)});
  return Model(in, Dense(2)(inner(Dense(4)(in))));
}

TEST_F(WeightFiles, AreOfTheSameNetMadeAgain) {
  const Model saved = unnamed(), loaded = unnamed();
  saved.save_weights(path);
  EXPECT_NE(saved.layers()[1].name(), loaded.layers()[1].name());
  EXPECT_EQ(load_npz(path).names(),
            (std::vector<std::string>{"dense/kernel", "dense/bias", "sequential/dense/kernel", "sequential/dense/bias",
                                      "sequential/dense_1/kernel", "sequential/dense_1/bias", "dense_1/kernel", "dense_1/bias"}));
  loaded.load_weights(path);
  const std::vector<Array> expected = saved.get_weights(), received = loaded.get_weights();
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_TRUE(same_bits(received[i], expected[i])) << i;
  loaded.clone().load_weights(path);
}

TEST_F(WeightFiles, CountBesideNamesThatWereGiven) {
  const Dense first(1);  // takes the automatic name `dense`, which a layer below is given
  const auto make = [] {
    return Sequential({Input({3}), Dense(3), Dense(3, {.name = "dense"}), Dense(3), Dense(3, {.name = "dense_2/x"}), Dense(3)});
  };
  const Sequential saved = make(), loaded = make();
  saved.save_weights(path);
  EXPECT_EQ(load_npz(path).names(),
            (std::vector<std::string>{"dense_1/kernel", "dense_1/bias", "dense/kernel", "dense/bias", "dense_3/kernel", "dense_3/bias",
                                      "dense_2/x/kernel", "dense_2/x/bias", "dense_4/kernel", "dense_4/bias"}));
  loaded.load_weights(path);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_TRUE(same_bits(saved.get_weights()[i], loaded.get_weights()[i]));
}

TEST_F(WeightFiles, MayHaveThePathsOfTheModelToo) {
  const Dense first(1), second(1);  // take the names that a file counts
  const Sequential model({Input({3}), Dense(2), Dense(2)}), other({Input({3}), Dense(2), Dense(2)});
  Arrays arrays;
  for (const Layer& layer : model.layers())
    for (const auto& [name, weight] : layer.named_weights()) arrays.insert(layer.name() + "/" + name, weight.get_value());
  save_npz(path, arrays);
  model.load_weights(path);
  expect_refusal<FormatError>([&] { other.load_weights(path); },
                              {"missing: dense/kernel [3, 2]", "dense_1/bias [2]", "unexpected: dense_"});
}

TEST_F(WeightFiles, OfOtherNamesAreRefused) {
  const Sequential saved({Input({3}), Dense(3, {.name = "a"}), Dense(3)}), other({Input({3}), Dense(3, {.name = "b"}), Dense(3)}),
      unnamed({Input({3}), Dense(3), Dense(3)});
  saved.save_weights(path);
  expect_refusal<FormatError>([&] { other.load_weights(path); }, {"missing: b/kernel", "unexpected: a/kernel"});
  expect_refusal<FormatError>([&] { unnamed.load_weights(path); }, {"missing: dense_1/kernel", "unexpected: a/kernel"});
}

}  // namespace
}  // namespace pellucid
