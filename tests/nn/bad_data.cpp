// Data that do not fit a model: each refused with what would fit, before anything is changed.
#include <limits>

#include "nn/support.hpp"

namespace pellucid {
namespace {

// Its weights after every refused call, and that no step was made.
class BadData : public testing::Test {
 protected:
  void compile(const Sequential& made, const Loss& loss = "mse", const std::vector<Metric>& metrics = {}) {
    model = made;
    model.compile({.optimizer = "adam", .loss = loss, .metrics = metrics});
    before = model.get_weights();
  }
  void TearDown() override {
    if (before.empty()) return;
    EXPECT_EQ(model.optimizer().iterations(), 0);
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(same_bits(model.get_weights()[i], before[i]));
  }
  Sequential model;
  std::vector<Array> before;
};

Sequential plain(std::int64_t inputs = 3, std::int64_t outputs = 1) { return Sequential({Input({inputs}), Dense(outputs, {.name = "d"})}); }

TEST_F(BadData, AnotherNumberOfFeatures) {
  compile(plain());
  const Array x = numbers({4, 2}), y = numbers({4, 1});
  const std::vector<std::string> said = {"axis 1 of 'x' does not fit", "expected 3 ([batch, 3])", "received 2 (shape [4, 2])"};
  expect_refusal<ShapeError>([&] { model.fit(x, y, {.verbose = 0}); }, said);
  expect_refusal<ShapeError>([&] { model.evaluate(x, y); }, said);
  expect_refusal<ShapeError>([&] { model.predict(x); }, said);
  expect_refusal<ShapeError>([&] { model.predict_on_batch(x); }, said);
  expect_refusal<ShapeError>([&] { model.train_on_batch(x, y); }, said);
  expect_refusal<ShapeError>([&] { model.test_on_batch(x, y); }, said);
}

TEST_F(BadData, AnotherRankSaysWhichAxisIsMissing) {
  compile(Sequential({Input({4, 4, 2}), Flatten(), Dense(1)}));
  expect_refusal<ShapeError>([&] { model.predict(numbers({4, 4, 2})); }, {"'x' has 3 axes", "expected 4 axes, [batch, 4, 4, 2]",
                                                                          "one example without the batch axis: reshape([1, 4, 4, 2])"});
  expect_refusal<ShapeError>([&] { model.predict(numbers({5, 1, 4, 4, 2})); }, {"'x' has 5 axes", "reshape([5, 4, 4, 2])"});
  expect_refusal<ShapeError>([&] { model.predict(numbers({})); }, {"'x' has 0 axes"});
}

TEST_F(BadData, AMissingChannelAxisIsAddedWhereItIsOne) {
  compile(Sequential({Input({4, 4, 1}), Flatten(), Dense(1)}));
  expect_close(model.predict(numbers({3, 4, 4})), model.predict(numbers({3, 4, 4, 1})));
  expect_refusal<ShapeError>([&] { model.predict(numbers({4, 4})); }, {"one example without the batch axis: reshape([1, 4, 4, 1])"});
}

TEST_F(BadData, ChannelsOnAnotherAxisGetTheTranspose) {
  compile(Sequential({Input({8, 6, 3}), Flatten(), Dense(1)}));
  expect_refusal<ShapeError>([&] { model.predict(numbers({2, 3, 8, 6})); }, {"axis 1 of 'x'", "transpose([0, 2, 3, 1])"});
  compile(Sequential({Input({3, 8, 6}), Flatten(), Dense(1)}));
  expect_refusal<ShapeError>([&] { model.predict(numbers({2, 8, 6, 3})); }, {"transpose([0, 3, 1, 2])"});
}

TEST_F(BadData, LengthsThatDiffer) {
  compile(plain());
  const std::vector<std::string> said = {"Data cardinality is ambiguous. Make sure all arrays contain the same number of samples",
                                         "'x' sizes: 8", "'y' sizes: 5"};
  expect_refusal<ValueError>([&] { model.fit(numbers({8, 3}), numbers({5, 1}), {.verbose = 0}); }, said);
  expect_refusal<ValueError>([&] { model.evaluate(numbers({8, 3}), numbers({5, 1})); }, said);
  expect_refusal<ValueError>([&] { model.train_on_batch(numbers({8, 3}), numbers({5, 1})); }, said);
}

TEST_F(BadData, NoExamples) {
  compile(plain(3, 2));
  EXPECT_EQ(model.predict(Array::zeros({0, 3})).shape(), (Shape{0, 2}));
  EXPECT_EQ(model.predict_on_batch(Array::zeros({0, 3})).shape(), (Shape{0, 2}));
  const Array x = Array::zeros({0, 3}), y = Array::zeros({0, 2});
  for (const std::function<void()>& call : std::vector<std::function<void()>>{
           [&] { model.fit(x, y, {.verbose = 0}); }, [&] { model.evaluate(x, y); }, [&] { model.train_on_batch(x, y); },
           [&] { model.test_on_batch(x, y); },
           [&] { model.fit(numbers({2, 3}), numbers({2, 2}), {.verbose = 0, .validation_data = {{x, y}}}); }})
    expect_refusal<ValueError>(call, {"the data hold no examples"});
}

TEST_F(BadData, TheWrongShapeOfY) {
  compile(plain(3, 2));
  expect_refusal<ShapeError>([&] { model.fit(numbers({4, 3}), numbers({4, 3}), {.verbose = 0}); }, {"axis 1 of 'y'", "expected 2"});
  expect_refusal<ShapeError>([&] { model.fit(numbers({4, 3}), numbers({4}), {.verbose = 0}); }, {"'y' has 1 axes"});
}

TEST_F(BadData, ClassesOutOfRangeAreFoundBeforeAnyStep) {
  compile(plain(3, 4), "sparse_categorical_crossentropy");
  const Array x = numbers({5, 3});
  expect_refusal<ValueError>([&] { model.fit(x, Array({0, 1, 2, 4, 9}), {.batch_size = 1, .verbose = 0}); },
                             {"'y' holds a class that the output does not have, at [3]", "whole numbers from 0 to 3", "received 4"});
  expect_refusal<ValueError>([&] { model.train_on_batch(x, Array({{0}, {1}, {-1}, {0}, {0}})); }, {"at [2]", "received -1"});
  expect_refusal<ValueError>([&] { model.evaluate(x, Array({0., 1., 1.5, 2., 3.})); }, {"at [2]", "received 1.5"});
  expect_refusal<ValueError>([&] { model.evaluate(x, Array({0., 1., 1., std::numeric_limits<double>::quiet_NaN(), 3.})); },
                             {"at [3]", "nan"});
  expect_refusal<ValueError>(
      [&] { model.fit(x, Array({0, 1, 2, 3, 0}), {.verbose = 0, .validation_data = {{x, Array({0, 0, 0, 0, 7})}}}); },
      {"validation_data", "at [4]"});
}

TEST_F(BadData, OneHotForASparseLossAndTheOtherWayRound) {
  compile(plain(3, 4), "sparse_categorical_crossentropy");
  const Array x = numbers({2, 3});
  expect_refusal<ValueError>(
      [&] { model.fit(x, Array({{1., 0., 0., 0.}, {0., 1., 0., 0.}}), {.verbose = 0}); },
      {"'y' is one-hot", "'sparse_categorical_crossentropy' takes class numbers", "Take the loss 'categorical_crossentropy'"});
  compile(plain(3, 4), "categorical_crossentropy");
  for (const Array& y : {Array({1, 2}), Array({{1}, {2}})})
    expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0}); },
                               {"'y' holds class numbers", "takes one-hot rows", "Take the loss 'sparse_categorical_crossentropy'"});
}

TEST_F(BadData, WeightsOfExamples) {
  compile(plain());
  const Array x = numbers({4, 3}), y = numbers({4, 1});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  expect_refusal<ShapeError>([&] { model.fit(x, y, {.verbose = 0, .sample_weight = Array({1., 1.})}); },
                             {"'sample_weight' does not have one weight an example", "shape [4]", "shape [2]"});
  expect_refusal<ShapeError>([&] { model.evaluate(x, y, {.sample_weight = Array(1.0)}); }, {"one weight an example"});
  expect_refusal<ShapeError>([&] { model.evaluate(x, y, {.sample_weight = numbers({4, 2})}); }, {"does not fit the output 'd'"});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0, .sample_weight = Array({1., -1., 1., 1.})}); },
                             {"'sample_weight' cannot be a weight", "-1"});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0, .sample_weight = Array({1., nan, 1., 1.})}); }, {"nan"});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0, .sample_weight = Array::full({4}, 1e300, DType::float64)}); },
                             {"from 0 that float32 can hold", "1e+300"});
}

TEST_F(BadData, WeightsOfClasses) {
  compile(plain(3, 4), "sparse_categorical_crossentropy");
  const Array x = numbers({4, 3}), y({0, 1, 2, 3});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0, .class_weight = {{4, 1.0}}}); },
                             {"a class that y cannot hold", "classes from 0 to 3", "received 4"});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0, .class_weight = {{1, -2.0}}}); },
                             {"'class_weight' of class 1 cannot be a weight", "-2"});
  compile(plain(3, 1), "mse");
  expect_refusal<ValueError>([&] { model.train_on_batch(x, numbers({4, 1}), {.class_weight = {{2, 1.0}}}); }, {"classes from 0 to 1"});
  compile(Sequential({Input({unknown, 3}), Dense(2)}), "mse");
  expect_refusal<ValueError>([&] { model.fit(numbers({4, 5, 3}), numbers({4, 5, 2}), {.verbose = 0, .class_weight = {{1, 2.0}}}); },
                             {"one class an example"});
}

TEST_F(BadData, SizesAndCounts) {
  compile(plain());
  const Array x = numbers({4, 3}), y = numbers({4, 1});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.batch_size = -1, .verbose = 0}); }, {"'batch_size' is negative", "-1"});
  expect_refusal<ValueError>([&] { model.predict(x, {.batch_size = -3}); }, {"'batch_size' is negative"});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.epochs = -1, .verbose = 0}); }, {"'epochs' is negative"});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.initial_epoch = -1, .verbose = 0}); }, {"'initial_epoch' is negative"});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 3}); }, {"'verbose'", "0, 1 or 2"});
  expect_refusal<ValueError>([&] { model.evaluate(x, y, {.verbose = -1}); }, {"'verbose'"});
  expect_refusal<ValueError>([&] { model.predict(x, {.verbose = 7}); }, {"'verbose'"});
}

TEST_F(BadData, PartsForValidation) {
  compile(plain());
  const Array x = numbers({4, 3}), y = numbers({4, 1});
  for (const double share : {-0.5, 1.0, std::numeric_limits<double>::quiet_NaN()})
    expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0, .validation_split = share}); }, {"'validation_split' is not a share"});
  expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0, .validation_split = 0.9}); },
                             {"Training data contains 4 samples, which is not sufficient to split it into a validation and training set as "
                              "specified by validation_split=0.9"});
}

TEST_F(BadData, NothingIsCompiled) {
  const Sequential fresh = plain();
  const Array x = numbers({4, 3}), y = numbers({4, 1});
  expect_refusal<StateError>([&] { fresh.fit(x, y); }, {"You must call compile() before fit"});
  expect_refusal<StateError>([&] { fresh.evaluate(x, y); }, {"You must call compile() before evaluate"});
  expect_refusal<StateError>([&] { fresh.train_on_batch(x, y); }, {"You must call compile() before train_on_batch"});
  expect_refusal<StateError>([&] { fresh.optimizer(); }, {"no optimizer before compile()"});
  EXPECT_EQ(fresh.predict(x).shape(), (Shape{4, 1}));  // needs none
  fresh.compile({.optimizer = "sgd"});
  expect_refusal<StateError>([&] { fresh.fit(x, y, {.verbose = 0}); }, {"compiled without a loss"});
  expect_refusal<StateError>([] { Model().compile({.loss = "mse"}); }, {"the layer is empty"});
  expect_refusal<StateError>([&] { fresh.compile({.optimizer = Optimizer(std::shared_ptr<OptimizerDefinition>()), .loss = "mse"}); },
                             {"the optimizer is empty"});
  EXPECT_EQ(fresh.optimizer().name(), "sgd");
}

TEST_F(BadData, AnIdOutsideTheTableIsNamedWithItsPlace) {
  const Sequential ids({Input({2}, {.dtype = DType::int32}), Embedding(5, 3)});
  expect_refusal<IndexError>([&] { ids.predict(Array({{0, 1}, {2, 5}})); }, {"5"});
}

TEST_F(BadData, AnOutputWithoutExamplesCannotBePredicted) {
  const Input x({3});
  const Model total({x}, {Dense(1)(x).at({0, 0})});
  expect_refusal<ShapeError>([&] { total.predict(numbers({2, 3})); }, {"does not count examples on its first axis", "Function"});
}

}  // namespace
}  // namespace pellucid
