// Questions by path: what is read and differentiated agrees with walking, with hand computation, and moves nothing.
#include <pellucid/inspector.hpp>

#include <cmath>

#include <gtest/gtest.h>

#include <pellucid/derive.hpp>
#include <pellucid/error.hpp>
#include <pellucid/function.hpp>

namespace pellucid {
namespace {

const Array x_of_net({{0.5, -1.0, 2.0}, {1.5, 0.25, -0.75}});

Sequential net() {
  set_seed(11);
  return Sequential({Input({3}), Dense(4, {.activation = "tanh", .name = "hidden"}), Dense(2, {.activation = "sigmoid", .name = "out"})});
}

Sequential recurrent(bool stateful = false) {
  set_seed(12);
  const InputOptions fixed{.batch_size = stateful ? 2 : 0};
  return Sequential({Input({pellucid::unknown, 3}, fixed), LSTM(4, {.stateful = stateful, .name = "lstm"}), Dense(2, {.name = "out"})});
}

Array series() {
  std::vector<float> numbers;
  for (int i = 0; i < 2 * 5 * 3; ++i) numbers.push_back(std::sin(0.7F * static_cast<float>(i)));
  return Array(numbers, {2, 5, 3});
}

TEST(Inspector, ReadsWhatWalkingFinds) {
  const Sequential model = net();
  const Array walked = Function({model.input()}, {model.output().owner()->inputs()[0]})({x_of_net})[0];
  EXPECT_TRUE(same_bits(Inspector(model).read("out/pre_activation", x_of_net), walked));
}

TEST(Inspector, EveryPathIsRead) {
  for (const Model& model : {Model(net()), Model(recurrent())}) {
    const Inspector inspector(model);
    const Array x = model.name() == net().name() || model.input().rank() == 2 ? x_of_net : series();
    for (const auto& [path, type] : model.values()) EXPECT_EQ(inspector.read(path, x).rank(), type.rank()) << path;
  }
}

TEST(Inspector, GatesMakeTheCellAndTheHiddenState) {
  const Sequential model = recurrent();
  const Arrays v = Inspector(model).read(
      {"lstm/input_gate", "lstm/forget_gate", "lstm/candidate", "lstm/output_gate", "lstm/cell_state", "lstm/hidden_state", "lstm/output"},
      series());
  ASSERT_EQ(v["lstm/input_gate"].shape(), (Shape{2, 5, 4}));
  for (std::int64_t b = 0; b < 2; ++b)
    for (std::int64_t t = 0; t < 5; ++t)
      for (std::int64_t k = 0; k < 4; ++k) {
        const auto at = [&](const char* name) { return double{v[name].at<float>({b, t, k})}; };
        const double before = t == 0 ? 0 : v["lstm/cell_state"].at<float>({b, t - 1, k});
        EXPECT_NEAR(at("lstm/cell_state"), at("lstm/forget_gate") * before + at("lstm/input_gate") * at("lstm/candidate"), 1e-6);
        EXPECT_NEAR(at("lstm/hidden_state"), at("lstm/output_gate") * std::tanh(at("lstm/cell_state")), 1e-6);
      }
  EXPECT_TRUE(same_bits(v["lstm/output"].contiguous(), v["lstm/hidden_state"].select("[:, -1]").contiguous()));
}

TEST(Inspector, ReadingMovesNothing) {
  const Sequential model = recurrent(true);
  const Array first = model.predict(series(), {.batch_size = 2});
  model.reset_states();
  const Inspector inspector(model);
  for (int i = 0; i < 3; ++i) inspector.read("lstm/cell_state", series());
  EXPECT_TRUE(same_bits(model.predict(series(), {.batch_size = 2}), first));
  EXPECT_FALSE(same_bits(model.predict(series(), {.batch_size = 2}), first)) << "predict advances the state";
}

TEST(Inspector, AWrongBatchSizeOfAStatefulModelSaysThatItIsStateful) {
  const Sequential model = recurrent(true);
  try {
    Inspector(model).read("lstm/cell_state", Array::zeros({3, 5, 3}));
    FAIL();
  } catch (const ValueError& error) {
    EXPECT_NE(std::string(error.what()).find("the batch size does not fit the stateful model"), std::string::npos) << error.what();
  }
}

TEST(Inspector, OutputsHaveTheSameBitsWithReads) {
  const Sequential model = net();
  const Variable out = model.output();
  const Array alone = Function({model.input()}, {out})({x_of_net})[0];
  FunctionOptions options;
  for (const auto& [path, type] : model.values()) options.reads.push_back(model.value(path));
  EXPECT_TRUE(same_bits(Function({model.input()}, Targets{out}, options)({x_of_net})[0], alone));
}

TEST(Inspector, NeuronGradientIsThatOfTheUnitsOutput) {
  const Sequential model = net();
  const Inspector inspector(model);
  const Arrays slopes = inspector.neuron_gradient("hidden", 2, x_of_net);
  const Array hidden = inspector.read("hidden/output", x_of_net);
  ASSERT_EQ(slopes["hidden/kernel"].shape(), (Shape{2, 3, 4}));
  for (std::int64_t b = 0; b < 2; ++b) {
    const double h = hidden.at<float>({b, 2}), slope = 1 - h * h;
    for (std::int64_t i = 0; i < 3; ++i)
      for (std::int64_t k = 0; k < 4; ++k)
        EXPECT_NEAR(slopes["hidden/kernel"].at<float>({b, i, k}), k == 2 ? slope * x_of_net.at<float>({b, i}) : 0, 1e-6);
    EXPECT_NEAR(slopes["hidden/bias"].at<float>({b, 2}), slope, 1e-6);
  }
  for (const float value : slopes["out/kernel"].to_vector<float>()) EXPECT_EQ(value, 0) << "weights downstream do not move the unit";
}

TEST(Inspector, AllNeuronsAtOnceAreEachNeuron) {
  const Sequential model = net();
  const Inspector inspector(model);
  const Arrays all = inspector.neuron_gradients(x_of_net);
  for (std::int64_t unit = 0; unit < 2; ++unit) {
    const Arrays one = inspector.neuron_gradient("out", unit, x_of_net);
    for (const auto& [path, slope] : one)
      EXPECT_TRUE(all_close(all["out:" + path].select(Selection({Slice{}, unit})), slope, {.relative = 1e-5, .absolute = 1e-7})) << path;
  }
}

TEST(Inspector, RecurrentNeuronsHaveAStepAxis) {
  set_seed(13);
  const Sequential model({Input({4, 3}), SimpleRNN(2, {.return_sequences = true, .name = "rnn"})});
  EXPECT_EQ(Inspector(model).neuron_gradient("rnn", 1, series().select("[:, :4]").copy())["rnn/kernel"].shape(), (Shape{2, 4, 3, 2}));
}

TEST(Inspector, GradientByAGateIsThatOfAddingToIt) {
  const Sequential model = recurrent();
  const Inspector inspector(model, {.float64 = true});
  const Array by_gate = inspector.gradient("out/output[0, 1]", "lstm/forget_gate", series());
  ASSERT_EQ(by_gate.shape(), (Shape{2, 5, 4}));
  EXPECT_EQ(by_gate.dtype(), DType::float64);
  for (const double value : by_gate.select("[1]").to_vector<double>()) EXPECT_EQ(value, 0) << "the other example does not matter";
  // The last step by hand: d out / d f = o (1 - tanh(c)^2) c_before U, here through h = o tanh(c).
  const Arrays v = inspector.read({"lstm/output_gate", "lstm/cell_state", "out/kernel"}, series());
  for (std::int64_t k = 0; k < 4; ++k) {
    const double c = v["lstm/cell_state"].at<double>({0, 4, k}), before = v["lstm/cell_state"].at<double>({0, 3, k});
    const double expected =
        v["out/kernel"].at<double>({k, 1}) * v["lstm/output_gate"].at<double>({0, 4, k}) * (1 - std::tanh(c) * std::tanh(c)) * before;
    EXPECT_NEAR(by_gate.at<double>({0, 4, k}), expected, 1e-12);
  }
}

TEST(Inspector, GradientByTheCellStateSeesTheHiddenStateOfItsStep) {
  const Sequential model = recurrent();
  const Inspector inspector(model, {.float64 = true});
  const Array by_cell = inspector.gradient("lstm/hidden_state[0, 4, 2]", "lstm/cell_state", series());
  const Arrays v = inspector.read({"lstm/output_gate", "lstm/cell_state"}, series());
  const double c = std::tanh(v["lstm/cell_state"].at<double>({0, 4, 2}));
  EXPECT_NEAR(by_cell.at<double>({0, 4, 2}), v["lstm/output_gate"].at<double>({0, 4, 2}) * (1 - c * c), 1e-12);  // h = o tanh(c)
  EXPECT_EQ(by_cell.at<double>({0, 4, 1}), 0);
  EXPECT_NE(by_cell.at<double>({0, 3, 1}), 0) << "through the gates of the last step";
}

TEST(Inspector, AtAMaskedStepTheCellStateMovesNoHiddenState) {
  set_seed(16);
  const Sequential model({Input({3, 2}), Masking(), LSTM(2, {.return_sequences = true, .name = "lstm"})});
  Array x = series().select("[:, :3, :2]").copy();
  for (std::int64_t k = 0; k < 2; ++k) x.set({0, 1, k}, 0.0);
  const Inspector inspector(model, {.float64 = true});
  const Inspector::GradientOptions sum{.reduce = "sum"};
  const auto by_cell = [&](const std::string& of) { return inspector.gradient(of, {"lstm/cell_state"}, x, sum)["lstm/cell_state"]; };
  EXPECT_EQ(by_cell("lstm/hidden_state[0, 1]").at<double>({0, 1, 0}), 0);
  EXPECT_NE(by_cell("lstm/hidden_state[0, 1]").at<double>({0, 0, 0}), 0);
  EXPECT_NE(by_cell("lstm/hidden_state[0, 2]").at<double>({0, 1, 0}), 0) << "the next step sees it";
  EXPECT_NE(by_cell("lstm/hidden_state[1, 1]").at<double>({1, 1, 0}), 0) << "the other example is not masked";
}

TEST(Inspector, OutputsThatTheModelDoesNotUseCanBeRead) {
  set_seed(17);
  const Input x({5, 3});
  const Variables states = LSTM(4, {.return_state = true, .name = "lstm"}).call({x});
  const Model model(Variables{x}, {Dense(1, {.name = "out"})(states[2])});
  const Inspector inspector(model);
  const Arrays read = inspector.read({"lstm/output:0", "lstm/output:1", "lstm/output:2", "lstm/hidden_state[:, -1]"}, series());
  EXPECT_TRUE(equal(read["lstm/output:0"], read["lstm/output:1"]));
  EXPECT_TRUE(equal(read["lstm/output:0"], read["lstm/hidden_state[:, -1]"].contiguous()));
  EXPECT_EQ(model.value("lstm/output:2").variable, states[2]);
  EXPECT_THROW(inspector.gradient("out/output[0, 0]", "lstm/output:0", series()), DisconnectedError);
  EXPECT_EQ(inspector.neuron_gradient("lstm", 1, series())["lstm/bias"].shape(), (Shape{2, 16}));
  EXPECT_TRUE(inspector.neuron_gradients(series()).contains("lstm:lstm/bias"));
}

TEST(Inspector, DerivativesByExampleAreEvaluatedOnTheModelsInput) {
  const Sequential model = net();
  const Variable slope = per_example_gradient(model.value("out/output[:, 1]"), model.value("hidden/kernel"));
  const Array evaluated = evaluate({slope}, {{model.input(), x_of_net}})[0];
  EXPECT_TRUE(
      all_close(evaluated, Inspector(model).neuron_gradient("out", 1, x_of_net)["hidden/kernel"], {.relative = 1e-5, .absolute = 1e-7}));
}

// The pairs that hold equal numbers and yet are two places.
TEST(Places, TheHiddenStateIsCarriedOnTheOutputIsNot) {
  set_seed(14);
  const Sequential model({Input({5, 3}), SimpleRNN(4, {.return_sequences = true, .name = "rnn"})});
  const Inspector inspector(model, {.float64 = true});
  EXPECT_TRUE(equal(inspector.read("rnn/hidden_state", series()).contiguous(), inspector.read("rnn/output", series()).contiguous()));
  const Inspector::GradientOptions sum{.reduce = "sum"};
  const Array by_output = inspector.gradient("rnn/output", {"rnn/output"}, series(), sum)["rnn/output"],
              by_hidden = inspector.gradient("rnn/output", {"rnn/hidden_state"}, series(), sum)["rnn/hidden_state"];
  for (const double value : by_output.to_vector<double>()) EXPECT_EQ(value, 1);
  EXPECT_NE(by_hidden.at<double>({0, 0, 0}), 1) << "later steps see the change";
  EXPECT_EQ(by_hidden.at<double>({0, 4, 0}), 1);
}

TEST(Places, ALinearLayersPreActivationAndOutputAreTwo) {
  const Dense linear(2, {.name = "linear"});
  const Input x({3});
  const Variable y = linear(x);
  const Model model(Variables{x}, {y});
  const Variable before = model.value("linear/pre_activation").variable, after = model.value("linear/output").variable;
  EXPECT_NE(before, after);
  EXPECT_TRUE(gradient(after, before, {.reduce = "sum"}));
  EXPECT_THROW(gradient(before, after, {.reduce = "sum"}), DisconnectedError);
}

TEST(Places, ASharedLayerCalledTwiceOnOneInput) {
  const Dense twice(2, {.activation = "tanh", .name = "twice"});
  const Input x({3});
  const Variable a = twice(x), b = twice(x);
  EXPECT_NE(a, b);
  const Model model(Variables{x}, {a, b});
  EXPECT_EQ(model.value("twice/output").variable, a);
  EXPECT_EQ(model.value("twice@1/output").variable, b);
  EXPECT_THROW(gradient(a, b, {.reduce = "sum"}), DisconnectedError);
  EXPECT_EQ(model.weights().size(), 2U);
}

TEST(Places, TwoDropoutsOnOneInputDrawApart) {
  set_seed(15);
  const Input x({64});
  const Model model(Variables{x}, {Dropout(0.5, {.name = "a"})(x), Dropout(0.5, {.name = "b"})(x)});
  const Array ones = Array::full({1, 64}, 1.0);
  const Arrays masks = Inspector(model, {.training = true}).read({"a/mask", "b/mask", "a/output"}, ones);
  EXPECT_FALSE(equal(masks["a/mask"], masks["b/mask"]));
  EXPECT_TRUE(equal(masks["a/mask"], masks["a/output"]));
  for (const float value : masks["a/mask"].to_vector<float>()) EXPECT_TRUE(value == 0 || value == 2);
  EXPECT_TRUE(equal(Inspector(model, {.training = true}).read("a/mask", ones), masks["a/mask"])) << "the mask of a run can be read again";
  for (const float value : Inspector(model).read("a/mask", ones).to_vector<float>()) EXPECT_EQ(value, 1);
}

TEST(Inspector, AWrongPathNamesTheNearest) {
  const Sequential model = net();
  try {
    Inspector(model).read("hiden/output", x_of_net);
    FAIL();
  } catch (const NameError& error) {
    EXPECT_NE(std::string(error.what()).find("'hidden/output'"), std::string::npos) << error.what();
  }
  EXPECT_THROW(model.value("out/outptu"), NameError);
  EXPECT_THROW(Inspector(model).neuron_gradient("out", 2, x_of_net), IndexError);
  EXPECT_THROW(Inspector(model).gradient("out/output", "input", x_of_net), ShapeError);
}

TEST(Inspector, SelectionsAndJacobians) {
  const Sequential model = net();
  const Inspector inspector(model);
  EXPECT_EQ(inspector.read("hidden/output[:, 1]", x_of_net).shape(), (Shape{2}));
  EXPECT_EQ(inspector.jacobian("out/output", "input", x_of_net).shape(), (Shape{2, 2, 2, 3}));
  EXPECT_EQ(inspector.jacobian("out/output", "input", x_of_net, true).shape(), (Shape{2, 2, 3}));
  EXPECT_EQ(inspector.gradient("out/output[0, 1]", std::vector<std::string>{"weights"}, x_of_net).size(), 4U);
}

TEST(Inspector, AJacobianByAGateHasTheGatesAxesBehind) {
  const Inspector inspector(recurrent());
  const Array rows = inspector.jacobian("out/output", "lstm/forget_gate", series());
  ASSERT_EQ(rows.shape(), (Shape{2, 2, 2, 5, 4}));
  EXPECT_TRUE(all_close(rows.select("[1, 0]"), inspector.gradient("out/output[1, 0]", "lstm/forget_gate", series())));
}

TEST(Inspector, AListOfPathsMayHaveAnyLength) {
  const Inspector inspector(net());
  EXPECT_EQ(inspector.read({"hidden/output"}, x_of_net).size(), 1U);
  EXPECT_EQ(inspector.read({"hidden/output", "out/output"}, x_of_net).size(), 2U);
  EXPECT_EQ(inspector.read({"hidden/output", "out/output", "input"}, x_of_net).size(), 3U);
  EXPECT_EQ(inspector.gradient("out/output[0, 0]", {"input", "hidden/output"}, x_of_net).size(), 2U);
  EXPECT_EQ(inspector.gradient("out/output", {"input", "hidden/output"}, x_of_net, {.reduce = "sum"}).size(), 2U);
}

TEST(Inspector, NamesMayHoldBrackets) {
  const Sequential model({Input({3}), Dense(2, {.name = "a[0]"})});
  const Inspector inspector(model);
  const Array whole = inspector.read("a[0]/output", x_of_net);
  EXPECT_TRUE(same_bits(inspector.read("a[0]/output[1]", x_of_net), whole.select("[1]").copy()));
  EXPECT_EQ(model.value("a[0]/kernel").variable.rank(), 2U);
}

TEST(Inspector, MovedFromSaysSo) {
  Inspector inspector(net());
  const Inspector other = std::move(inspector);
  EXPECT_THROW(inspector.read("input", x_of_net), StateError);  // NOLINT(bugprone-use-after-move)
}

TEST(Inspector, AnswersForNoExamplesAndForNoSteps) {
  const Sequential model({Input({pellucid::unknown, 3}), LSTM(4, {.return_sequences = true, .name = "lstm"}), Dense(2, {.name = "out"})});
  const Inspector inspector(model);
  const std::vector<std::string> input = {"input"};
  for (const Shape& shape : {Shape{0, 5, 3}, Shape{2, 0, 3}, Shape{0, 0, 3}}) {
    const Array x = Array::zeros(shape);
    EXPECT_EQ(inspector.read("lstm/forget_gate", x).shape(), (Shape{shape[0], shape[1], 4}));
    EXPECT_EQ(inspector.gradient("out/output", input, x, {.reduce = "sum"})["input"].shape(), shape);
    EXPECT_EQ(inspector.jacobian("out/output", "lstm/output", x, true).shape(), (Shape{shape[0], shape[1], 2, shape[1], 4}));
    EXPECT_EQ(inspector.neuron_gradient("lstm", 1, x)["out/bias"].shape(), (Shape{shape[0], shape[1], 2}));
  }
}

// The derivative by one of two inputs does not need the other, whose extents are checked all the same.
TEST(Inspector, ChecksExtentsThatMeetInDerivativesToo) {
  const Input s1({unknown}, {.name = "s1"}), s2({unknown}, {.name = "s2"});
  const Model sum({s1, s2}, {Activation("tanh", {.name = "out"})(s1 + s2)});
  const Inspector inspector(sum);
  const Array four = Array::zeros({1, 4}), five = Array::zeros({1, 5});
  for (const char* by : {"input:s1", "input:s2"}) {
    EXPECT_EQ(inspector.gradient("out/output", by, {four, four}, {.reduce = "sum"}).shape(), (Shape{1, 4}));
    EXPECT_THROW(inspector.gradient("out/output", by, {four, five}, {.reduce = "sum"}), ShapeError) << by;
  }
}

}  // namespace
}  // namespace pellucid
