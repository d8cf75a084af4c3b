// Models whose inputs have unknown extents that meet, batches of none, and where wrong ids stand.
#include <limits>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>
#include <pellucid/operand.hpp>
#include <pellucid/ops.hpp>

#include "nn/support.hpp"

namespace pellucid {
namespace {

// Two series of which each counts its own steps.
struct TwoSeries {
  const Input a = Input({unknown, 2}, {.name = "a"}), b = Input({unknown, 2}, {.name = "b"});
  const Model model = Model(Variables{a, b}, Variables{Dense(1)(LSTM(3)(Variable(a) + Variable(b)))});
  TwoSeries() { model.compile({.optimizer = "adam", .loss = "mse"}); }
};

TEST(UnknownTime, OfTwoInputsIsCheckedInEachCall) {
  const TwoSeries two;
  const Array a = numbers({4, 5, 2}), b = numbers({4, 5, 2}, 1), y = numbers({4, 1});
  EXPECT_EQ(two.model.predict(Data({a, b}))[0].shape(), (Shape{4, 1}));
  two.model.fit(Data({a, b}), Data(y), {.batch_size = 3, .epochs = 2, .verbose = 0});
  two.model.train_on_batch(Data({numbers({4, 7, 2}), numbers({4, 7, 2}, 1)}), Data(y));
  EXPECT_EQ(two.model.optimizer().iterations(), 5);
}

TEST(UnknownTime, ThatDiffersLeavesEverythingAsItWas) {
  const TwoSeries two;
  const Array a = numbers({4, 5, 2}), y = numbers({4, 1});
  const std::vector<std::string> said = {"add(a, b)", "axis 1 of input 'b' equal to axis 1 of input 'a'", "received 1 and 5",
                                         "never stretched"};
  const Array one = numbers({4, 1, 2}, 1);
  const std::vector<Array> before = two.model.get_weights();
  expect_refusal<ShapeError>([&] { two.model.fit(Data({a, one}), Data(y), {.verbose = 0}); }, said);
  expect_refusal<ShapeError>([&] { two.model.train_on_batch(Data({a, one}), Data(y)); }, said);
  expect_refusal<ShapeError>([&] { two.model.evaluate(Data({a, one}), Data(y)); }, said);
  expect_refusal<ShapeError>([&] { two.model.predict(Data({a, one})); }, said);
  const ValidationData validation{Data({a, one}), Data(y)};
  expect_refusal<ShapeError>(
      [&] { two.model.fit(Data({a, numbers({4, 5, 2}, 1)}), Data(y), {.verbose = 0, .validation_data = validation}); }, said);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(same_bits(two.model.get_weights()[i], before[i]));
  EXPECT_EQ(two.model.optimizer().iterations(), 0);
}

TEST(UnknownTime, OfALabelIsThatOfThePrediction) {
  const Sequential model({Input({unknown, 2}), LSTM(2, {.return_sequences = true})});
  model.compile({.loss = "mse", .metrics = {"mae"}});
  model.train_on_batch(numbers({2, 5, 2}), numbers({2, 5, 2}));
  expect_refusal<ShapeError>([&] { model.train_on_batch(numbers({2, 5, 2}), numbers({2, 1, 2})); }, {"axis 1"});
  const Variable y = input("y", {unknown, unknown, 2}), x = model.input();
  const Function loss({x, y}, {ops::mean_squared_error(y, model.output())});
  EXPECT_EQ(loss({numbers({3, 4, 2}), numbers({3, 4, 2})})[0].shape(), (Shape{3, 4}));
  expect_refusal<ShapeError>([&] { loss({numbers({3, 4, 2}), numbers({3, 1, 2})}); }, {"axis 1 of input 'y'"});
}

TEST(UnknownBatch, BesideAFixedOneIsThatOne) {
  const Input a({2}, {.name = "a"}), b({2}, {.name = "b", .batch_size = 4});
  const Model model(Variables{a, b}, Variables{Dense(1)(Variable(a) + Variable(b))});
  EXPECT_EQ(model.predict(Data({numbers({8, 2}), numbers({8, 2})}))[0].shape(), (Shape{8, 1}));
}

TEST(UnknownFeatures, OfALaterCallAreThoseOfTheWeights) {
  const Dense dense(2, {.name = "d"});
  dense(Input({3}));
  const Input open({unknown}, {.name = "open"});
  const Model model(Variable(open), dense(open));
  EXPECT_EQ(model.predict(numbers({4, 3})).shape(), (Shape{4, 2}));
  expect_refusal<ShapeError>([&] { model.predict(numbers({4, 5})); }, {"axis 1 of input 'open' equal to 3", "received 5"});
}

TEST(NoExamples, ArePredictedAndReadAsNone) {
  const Sequential dense({Input({3}), Dense(4, {.activation = "softmax"}), Dense(2)});
  const Sequential series({Input({unknown, 3}), Masking(), LSTM(4, {.return_sequences = true}), GRU(2), Dense(1)});
  const Sequential ids({Input({unknown}, {.dtype = DType::int32}), Embedding(5, 3, {.mask_zero = true}), SimpleRNN(2), Dense(1)});
  EXPECT_EQ(dense.predict(numbers({0, 3})).shape(), (Shape{0, 2}));
  EXPECT_EQ(dense.predict_on_batch(numbers({0, 3})).shape(), (Shape{0, 2}));
  EXPECT_EQ(series.predict(numbers({0, 5, 3})).shape(), (Shape{0, 1}));
  EXPECT_EQ(ids.predict(Array::zeros({0, 5}, DType::int32)).shape(), (Shape{0, 1}));
  EXPECT_EQ(series.predict(numbers({2, 0, 3})).shape(), (Shape{2, 1})) << "no steps";
}

TEST(NoExamples, AreRefusedWhereSomethingIsToBeLearntOrMeasured) {
  const Sequential model({Input({3}), Dense(2)});
  model.compile({.loss = "mse"});
  const Array x = numbers({0, 3}), y = numbers({0, 2});
  for (const std::function<void()>& call :
       std::vector<std::function<void()>>{[&] { model.fit(x, y, {.verbose = 0}); }, [&] { model.evaluate(x, y); },
                                          [&] { model.train_on_batch(x, y); }, [&] { model.test_on_batch(x, y); }})
    expect_refusal<ValueError>(call, {"the data hold no examples"});
}

Sequential of_ids(DType dtype) {
  const Sequential model({Input({2}, {.dtype = dtype}), Embedding(5, 3, {.name = "ids"}), Flatten(), Dense(1)});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  return model;
}

TEST(WrongIds, AreNamedByTheirPositionInTheData) {
  for (const DType dtype : {DType::int32, DType::float32}) {
    const Sequential model = of_ids(dtype);
    Array ids = Array::full({11, 2}, 3, dtype);
    ids.select("[7, 1]").assign(Array(9));
    const Array y = numbers({11, 1});
    const std::vector<std::string> said = {"position [7, 1]", "received 9"};
    expect_refusal<IndexError>([&] { model.predict(ids, {.batch_size = 4}); }, said);
    expect_refusal<IndexError>([&] { model.evaluate(ids, y, {.batch_size = 4}); }, said);
    expect_refusal<IndexError>([&] { model.fit(ids, y, {.batch_size = 4, .verbose = 0}); }, said);
    expect_refusal<IndexError>([&] { model.fit(ids, y, {.batch_size = 2, .verbose = 0, .shuffle = false}); }, said);
    expect_refusal<IndexError>([&] { model.fit(ids, y, {.batch_size = 2, .verbose = 0, .validation_split = 0.4}); }, said);
    expect_refusal<IndexError>([&] { model.train_on_batch(ids, y); }, said);
    try {
      model.predict(ids, {.batch_size = 4});
    } catch (const IndexError& error) {
      EXPECT_EQ(error.position(), (Shape{7, 1}));
    }
  }
}

TEST(WrongIds, ThatAreNoNumberAreCalledSo) {
  const Sequential model = of_ids(DType::float32);
  Array ids = Array::full({6, 2}, 3, DType::float32);
  ids.select("[5, 0]").assign(Array(std::numeric_limits<double>::quiet_NaN()));
  expect_refusal<IndexError>([&] { model.predict(ids, {.batch_size = 4}); }, {"position [5, 0]", "received NaN"});
  expect_refusal<IndexError>([&] { model.predict_on_batch(ids); }, {"position [5, 0]", "received NaN"});
  ids.select("[5, 0]").assign(Array(-std::numeric_limits<double>::infinity()));
  expect_refusal<IndexError>([&] { model.predict_on_batch(ids); }, {"position [5, 0]", "received -9223372036854775808"});
  ids.select("[5, 0]").assign(Array(3e9));
  expect_refusal<IndexError>([&] { model.predict(ids, {.batch_size = 4}); }, {"position [5, 0]", "received 3000000000"});
}

}  // namespace
}  // namespace pellucid
