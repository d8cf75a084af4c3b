// Arrays for several inputs and outputs: in order, or each by its name.
#include <pellucid/operand.hpp>

#include "nn/support.hpp"

namespace pellucid {
namespace {

const Array a = numbers({6, 3}, 1), b = numbers({6, 2}, 2), left = numbers({6, 2}, 3), right = numbers({6, 1}, 4);

Model wide() {
  const Input small({3}, {.name = "small"}), big({2}, {.name = "big"});
  const Variable joined = Dense(4, {.name = "joined"})(small * 1.0) + Dense(4, {.name = "other"})(big);
  const Model model({small, big}, {Dense(2, {.name = "left"})(joined), Dense(1, {.name = "right"})(joined)});
  int seed = 0;
  for (const SharedVariable& weight : model.weights()) weight.set_value(numbers(weight.borrow().shape(), ++seed));
  model.compile({.optimizer = SGD(), .loss = "mse"});
  return model;
}

const Data by_name = {{"big", b}, {"small", a}}, answers = {{"right", right}, {"left", left}};

TEST(NamedData, AreTheSameInAnyOrder) {
  const Model model = wide(), other = wide();
  EXPECT_EQ(model.evaluate(by_name, answers), model.evaluate({a, b}, {left, right}));
  EXPECT_EQ(model.test_on_batch(by_name, answers), model.test_on_batch({a, b}, {left, right}));
  EXPECT_TRUE(same_bits(model.predict(by_name)[1], model.predict({a, b})[1]));
  model.fit(by_name, answers, {.verbose = 0, .shuffle = false});
  other.fit({a, b}, {left, right}, {.verbose = 0, .shuffle = false});
  EXPECT_EQ(model.train_on_batch(by_name, answers), other.train_on_batch({a, b}, {left, right}));
  for (std::size_t i = 0; i < model.weights().size(); ++i) EXPECT_TRUE(same_bits(model.get_weights()[i], other.get_weights()[i]));
}

TEST(NamedData, OneInputHasANameToo) {
  const Sequential model({Input({3}, {.name = "only"}), Dense(1, {.name = "out"})});
  model.compile({.loss = "mse"});
  EXPECT_EQ(model.evaluate({{"only", a}}, {{"out", right}}), model.evaluate(a, right));
  EXPECT_EQ(model.evaluate(Arrays{{"only", a}}, Arrays{{"out", right}}), model.evaluate(a, right));
}

TEST(NamedData, AreForTrainedOutputsAlone) {
  const Model model = wide();
  model.compile({.losses = {Loss(), "mse"}});
  EXPECT_EQ(model.evaluate(by_name, {{"right", right}}), model.evaluate(by_name, right));
  expect_refusal<NameError>([&] { model.evaluate(by_name, answers); }, {"[Model.evaluate] no output is called 'left'; expected 'right'"});
}

// Every call that takes data says so, and leaves the model as it was.
void expect_refused(const Data& x, const Data& y, const std::vector<std::string>& parts) {
  const Model model = wide();
  const std::vector<Array> before = model.get_weights();
  expect_refusal<ValueError>([&] { model.fit(x, y, {.verbose = 0}); }, parts);
  expect_refusal<ValueError>([&] { model.evaluate(x, y); }, parts);
  expect_refusal<ValueError>([&] { model.train_on_batch(x, y); }, parts);
  expect_refusal<ValueError>([&] { model.test_on_batch(x, y); }, parts);
  expect_refusal<ValueError>([&] { model.fit(by_name, answers, {.verbose = 0, .validation_data = ValidationData{x, y}}); }, parts);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(same_bits(model.get_weights()[i], before[i]));
}

void expect_refused_input(const Data& x, const std::vector<std::string>& parts) {
  const Model model = wide();
  expect_refused(x, answers, parts);
  expect_refusal<ValueError>([&] { model.predict(x); }, parts);
}

TEST(NamedData, AWrongNameGivesTheNearest) {
  expect_refused_input({{"smal", a}, {"big", b}}, {"no input is called 'smal'", "'small', 'big'", "Did you mean 'small'?"});
  expect_refused(by_name, {{"left", left}, {"rigth", right}}, {"no output is called 'rigth'", "'left', 'right'", "Did you mean 'right'"});
  expect_refused_input({{"small", a}, {"big", b}, {"bigger", b}}, {"no input is called 'bigger'", "Did you mean 'big'?"});
}

TEST(NamedData, AMissingNameIsSaid) {
  expect_refused_input({{"small", a}}, {"no array is given for the input 'big'", "received 'small'"});
  expect_refused(by_name, {{"right", right}}, {"no array is given for the output 'left'", "received 'right'"});
}

TEST(NamedData, ANameTwiceIsSaid) {
  expect_refused_input({{"small", a}, {"big", b}, {"small", a}}, {"two arrays are given for the input 'small'"});
  expect_refused(by_name, {{"left", left}, {"left", left}}, {"two arrays are given for the output 'left'"});
}

TEST(NamedData, AllHaveNamesOrNone) {
  expect_refused_input({{"small", a}, b}, {"some arrays are given by the name of their input, and some without"});
  expect_refused_input({a, {"big", b}}, {"some arrays are given by the name of their input, and some without", "'small', 'big'"});
}

TEST(NamedData, AModelBuiltForThemIsTakenBackWithThem) {
  const Sequential model({Dense(1, {.name = "out"})});
  expect_refusal<NameError>([&] { model.predict({{"x", a}}); }, {"no input is called 'x'"});
  EXPECT_FALSE(model.get_layer("out").built());
  EXPECT_EQ(model.predict(b).shape(), (Shape{6, 1}));
}

}  // namespace
}  // namespace pellucid
