// Models: how they grow, what their values are called, what they refuse to be.
#include "nn/support.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid {
namespace {

const Array x = numbers({4, 3});

std::vector<std::string> paths_of(const Model& model) {
  std::vector<std::string> paths;
  for (const auto& [path, type] : model.values()) paths.push_back(path);
  return paths;
}

TEST(Sequential, GrowsAndShrinks) {
  const Sequential model({Input({3}), Dense(4, {.name = "a"})});
  EXPECT_EQ(model.predict(x).shape(), (Shape{4, 4}));
  model.add(Dense(2, {.name = "b"}));
  EXPECT_EQ(model.predict(x).shape(), (Shape{4, 2}));
  EXPECT_EQ(model.layers().size(), 2U);
  model.pop();
  EXPECT_EQ(model.predict(x).shape(), (Shape{4, 4}));
  model.pop();
  expect_close(model.predict(x), x);  // the input alone
  expect_refusal<StateError>([&] { model.pop(); }, {"no layer to take off"});
  model.add(Dense(2, {.name = "c"}));
  EXPECT_EQ(model.predict(x).shape(), (Shape{4, 2}));
}

TEST(Sequential, RefusesWhatDoesNotFitAndStaysAsItWas) {
  const Sequential model({Input({3}), Dense(4, {.name = "a"})}, {.name = "net"});
  expect_refusal<NameError>([&] { model.add(Dense(1, {.name = "a"})); }, {"Sequential 'net'", "the name 'a' is taken"});
  expect_refusal<ValueError>([&] { model.add(Input({3})); }, {"only be the first layer"});
  expect_refusal<ShapeError>([&] { model.add(LSTM(2)); }, {"rank 3"});
  expect_refusal<ValueError>(
      [&] { Sequential({Input({unknown, 3}), LSTM(2, {.return_state = true, .name = "b"}), Dense(1, {.name = "c"})}); },
      {"'b' gives 3 outputs, and 'c' comes after it", "functional Model"});
  EXPECT_EQ(model.layers().size(), 1U);
  EXPECT_EQ(model.predict(x).shape(), (Shape{4, 4}));
}

TEST(Sequential, TheLastLayerMayGiveSeveralOutputs) {
  const Array series = numbers({4, 5, 3});
  const Sequential model({Input({5, 3}), LSTM(2, {.return_state = true, .name = "lstm"})});
  const Sequential later({LSTM(2, {.return_state = true, .name = "lstm"})});
  later.predict(Data(series));
  later.set_weights(model.get_weights());
  const std::vector<Array> answers = model.predict(Data(series));
  ASSERT_EQ(answers.size(), 3U);  // output, hidden state, cell state
  expect_close(answers[1], answers[0]);
  for (const Sequential& other : {later, model.clone(), later.clone()}) {
    const std::vector<Array> again = other.predict(Data(series));
    ASSERT_EQ(again.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) expect_close(again[i], answers[i]);
  }
  EXPECT_EQ(model.outputs()[2], model.value("lstm/output:2").variable);
  expect_refusal<ValueError>([&] { model.add(Dense(1)); }, {"gives 3 outputs"});
  model.pop();
  model.add(LSTM(2, {.name = "plain"}));
  EXPECT_EQ(model.predict(series).shape(), (Shape{4, 2}));
}

TEST(Sequential, WithoutInputIsBuiltByTheFirstData) {
  const Sequential model({Dense(4, {.name = "a"}), Dense(2)}, {.name = "later"});
  expect_refusal<StateError>([&] { model.output(); }, {"Model 'later'", "no input shape yet", "Put an Input in front"});
  EXPECT_TRUE(model.weights().empty());
  model.compile({.optimizer = "sgd", .loss = "mse"});
  EXPECT_EQ(model.fit(x, numbers({4, 2}), {.verbose = 0})["loss"].size(), 1U);
  EXPECT_EQ(model.weights().size(), 4U);
  EXPECT_EQ(model.input().dims()[1], Dim(3));
  expect_refusal<StateError>([] { Sequential().predict(numbers({2, 2})); }, {"the model has no layers"});
  expect_refusal<ValueError>([] { Sequential({Dense(1)}).predict(numbers({})); }, {"one array whose first axis is the batch"});
  const Sequential ids({Embedding(5, 2)});
  EXPECT_EQ(ids.predict(Array({{1, 2, 3}})).shape(), (Shape{1, 3, 2}));
}

TEST(Sequential, KeepsItsTrainingWhenItGrows) {
  const Sequential model({Input({3}), Dense(4)});
  model.compile({.optimizer = "adam", .loss = "mse"});
  model.fit(x, numbers({4, 4}), {.verbose = 0});
  model.add(Dense(2));
  model.fit(x, numbers({4, 2}), {.verbose = 0});
  EXPECT_EQ(model.optimizer().iterations(), 2);
}

TEST(Model, NamesEveryValue) {
  const Input in({3}, {.name = "in"});
  const Dense twice(3, {.name = "twice"});
  const Model model({in}, {twice(twice(in))});
  EXPECT_EQ(paths_of(model),
            (std::vector<std::string>{"input", "in/output", "twice/input", "twice/pre_activation", "twice/output", "twice@1/input",
                                      "twice@1/pre_activation", "twice@1/output", "twice/kernel", "twice/bias"}));
  const Target part = model.value("twice@1/output[:, 1]");
  const Array whole = model.predict(x), some = Function({in}, {part})({x})[0];
  EXPECT_EQ(some.shape(), (Shape{4}));
  EXPECT_EQ(some.at<float>({2}), whole.at<float>({2, 1}));
  expect_refusal<NameError>([&] { model.value("twice/outptu"); }, {"no value has the path 'twice/outptu'", "'twice/output'"});
}

TEST(Model, NamesInnerValuesByTheWay) {
  const Sequential inner({Input({3}), Dense(2, {.name = "d"})}, {.name = "inner"});
  const Sequential outer({Input({3}), inner}, {.name = "outer"});
  const std::vector<std::string> paths = paths_of(outer);
  for (const char* path : {"inner/input", "inner/d/input", "inner/d/pre_activation", "inner/d/output", "inner/output", "inner/d/kernel"})
    EXPECT_THAT(paths, testing::Contains(path));
  expect_close(outer.predict(x), inner.predict(x));
}

TEST(Model, TellsWalkersWhatWentIntoTheActivation) {
  const Sequential model({Input({3}), Dense(1, {.activation = "sigmoid", .name = "d"})});
  const Variable z = model.output().owner()->inputs()[0];
  EXPECT_EQ(z, model.value("d/pre_activation").variable);
  EXPECT_EQ(model.output().owner()->kind(), "sigmoid");
  EXPECT_EQ(model.output().op().inputs()[0], z);
  const Array before = Function({model.input()}, {z})({x})[0], after = model.predict(x);
  for (std::int64_t i = 0; i < 4; ++i) EXPECT_NEAR(after.at<float>({i, 0}), 1 / (1 + std::exp(-before.at<float>({i, 0}))), 1e-6);
}

TEST(Model, KeepsPlacesOfEqualNumbersApart) {
  const Sequential recurrent({Input({unknown, 3}), LSTM(2, {.return_sequences = true, .name = "lstm"})});
  EXPECT_NE(recurrent.value("lstm/hidden_state").variable, recurrent.value("lstm/output").variable);
  const Sequential linear({Input({3}), Dense(2, {.name = "d"})});
  EXPECT_NE(linear.value("d/pre_activation").variable, linear.value("d/output").variable);
  const Input in({3});
  const Dense shared(2, {.name = "s"});
  const Model twice({in}, {shared(in), shared(in)});
  EXPECT_NE(twice.value("s/output").variable, twice.value("s@1/output").variable);
  const Model dropped({in}, {Dropout(0.5, {.name = "one"})(in), Dropout(0.5, {.name = "two"})(in)});
  EXPECT_NE(dropped.value("one/mask").variable, dropped.value("two/mask").variable);
}

TEST(Model, FindsLayers) {
  const Sequential model({Input({3}), Dense(4, {.name = "first"}), Dense(2, {.name = "second"})}, {.name = "net"});
  EXPECT_EQ(model.get_layer("second"), model.get_layer(1));
  EXPECT_EQ(model.get_layer(-1).name(), "second");
  expect_refusal<NameError>([&] { model.get_layer("frist"); }, {"no layer is called 'frist'", "'first'"});
  expect_refusal<IndexError>([&] { model.get_layer(2); }, {"no layer has the index 2", "0 to 1"});
  expect_refusal<IndexError>([&] { model.get_layer(-3); }, {"-3"});
}

TEST(Model, CountsWeights) {
  const Sequential model({Input({3}), Dense(4, {.trainable = false}), Dense(2)});
  EXPECT_EQ(model.count_params(), 16 + 10);
  EXPECT_EQ(model.weights().size(), 4U);
  EXPECT_EQ(model.trainable_weights().size(), 2U);
  EXPECT_EQ(model.non_trainable_weights().size(), 2U);
}

TEST(Model, RefusesWhatHangsInTheAir) {
  const Input a({3}, {.name = "a"}), b({3}, {.name = "b"});
  const Variable sum = Dense(1)(a) + Dense(1)(b);
  expect_refusal<DisconnectedError>([&] { Model({a}, {sum}); }, {"needs the input 'b'"});
  expect_refusal<DisconnectedError>([&] { Model({a}, {constant(Array({{1.}}))}); }, {"depends on none of the model's inputs"});
  expect_refusal<ValueError>([&] { Model(Variables{}, {sum}); }, {"an input and an output"});
  expect_refusal<StateError>([&] { Model({a}, {Variable()}); }, {"the variable is empty"});
  expect_refusal<NameError>([&] { Model({a}, {Dense(1, {.name = "q"})(Dense(1, {.name = "q"})(a))}); },
                            {"the name 'q' is used by two layers"});
  expect_refusal<StateError>([] { Model().outputs(); }, {"the model is empty"});
}

TEST(Model, OneInputAndOutputOrSayWhich) {
  const Input a({3}, {.name = "a"}), b({3}, {.name = "b"});
  const Model model({a, b}, {Dense(1)(a) + Dense(1)(b)}, {.name = "pair"});
  expect_refusal<ValueError>([&] { model.input(); }, {"Model 'pair'", "has 2 inputs", "inputs()"});
  EXPECT_NO_THROW(model.value("input:a"));
  expect_refusal<ValueError>([&] { Dense(2).call({a, b}); }, {"another number of inputs"});
  expect_refusal<ValueError>([&] { model(a); }, {"another number of inputs", "expected 2"});
}

TEST(Model, IsALayer) {
  const Sequential head({Input({4}), Dense(1, {.name = "out"})}, {.name = "head"});
  const Input in({3});
  const Variable hidden = Dense(4)(in);
  const Model twice({in}, {head(hidden), head(hidden * 2.0)});
  EXPECT_EQ(twice.weights().size(), 4U);
  const std::vector<Array> outputs = twice.predict(Data(x));
  EXPECT_FALSE(all_close(outputs[0], outputs[1]));
  EXPECT_NO_THROW(twice.value("head@1/out/output"));
}

}  // namespace
}  // namespace pellucid
