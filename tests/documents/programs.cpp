// Programs as users write them by the public headers: literals, strings and lists in braces, values of every kind. They compile, and mean what they
// say; what could mean two things does not compile.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <pellucid/pellucid.hpp>

namespace pl = pellucid;

namespace {

pl::Array some(const pl::Shape& shape, double scale = 1) {
  pl::Array array = pl::Array::uninitialized(shape);
  double k = 0;
  for (float& element : array.mutable_span<float>()) element = static_cast<float>(scale * std::sin(++k));
  return array;
}

const pl::Array x = some({4, 3}), y = some({4, 2});

pl::Sequential net() {
  return pl::Sequential({pl::Input({3}), pl::Dense(5, {.activation = "tanh", .name = "hidden"}), pl::Dense(2, {.name = "out"})});
}

// Two inputs and two outputs.
pl::Model wide() {
  const pl::Input small({3}, {.name = "small"}), big({2}, {.name = "big"});
  const pl::Variable joined = pl::ops::concatenate({small, big}, {.axis = 1});
  const pl::Model model({small, big}, {pl::Dense(2, {.name = "left"})(joined), pl::Dense(1, {.name = "right"})(joined)});
  model.compile({.optimizer = pl::SGD(), .loss = "mse"});
  return model;
}

// Of two texts in braces a std::string would be made as of the two ends of one.
TEST(Programs, AFileIsOneText) {
  static_assert(!std::is_constructible_v<pl::FilePath, const char*, const char*>);
  static_assert(!std::is_constructible_v<pl::Optimizer, const char*, const char*>);
  const std::string file = testing::TempDir() + "pellucid_programs.npz";
  pl::save_npz(file, {{"x", x}});
  for (const pl::FilePath& path :
       {pl::FilePath(file), pl::FilePath(file.c_str()), pl::FilePath(std::string_view(file)), pl::FilePath(std::filesystem::path(file))})
    EXPECT_EQ(pl::load_npz(path)["x"].shape(), x.shape());
  const pl::Sequential model = net();
  model.save_weights(std::filesystem::path(file));
  model.load_weights(file);
  std::filesystem::remove(file);
}

TEST(Programs, PathsInBracesAreAList) {
  const pl::Inspector ask(net());
  const std::string hidden = "hidden/output";
  const std::vector<std::string> paths = {"hidden/output", "out/output"};
  const std::vector<const char*> literals = {"hidden/output", "out/output"};
  const std::vector<std::string_view> views = {hidden, "out/output"};
  EXPECT_EQ(ask.read("hidden/output", x).shape(), (pl::Shape{4, 5}));
  EXPECT_EQ(ask.read(hidden, x).shape(), (pl::Shape{4, 5}));
  EXPECT_EQ(ask.read(std::string_view(hidden), x).shape(), (pl::Shape{4, 5}));
  EXPECT_EQ(ask.read(hidden + "[0]", x).shape(), (pl::Shape{5}));
  EXPECT_EQ(ask.read({"hidden/output"}, x).names(), (std::vector<std::string>{"hidden/output"}));
  EXPECT_EQ(ask.read({hidden}, x).names(), (std::vector<std::string>{"hidden/output"}));
  EXPECT_EQ(ask.read({"hidden/output", "out/output"}, x).names(), paths);
  EXPECT_EQ(ask.read({{"hidden/output", "out/output"}}, x).names(), paths);
  EXPECT_EQ(ask.read({hidden, "out/output"}, x).names(), paths);
  EXPECT_EQ(ask.read({hidden + "[0]", hidden}, x).size(), 2U);
  EXPECT_EQ(ask.read({"hidden/output", "out/output", "input"}, x).size(), 3U);
  EXPECT_EQ(ask.read(paths, x).names(), paths);
  EXPECT_EQ(ask.read(literals, x).names(), paths);
  EXPECT_EQ(ask.read(views, x).names(), paths);
  EXPECT_EQ(ask.read(std::vector<std::string>{"out/output"}, x).size(), 1U);
}

TEST(Programs, DerivativesByAListOfPaths) {
  const pl::Inspector ask(net());
  const std::vector<std::string> paths = {"input", "hidden/output"};
  const std::string of = "out/output[0, 1]", wrt = "input";
  EXPECT_EQ(ask.gradient(of, wrt, x).shape(), x.shape());
  EXPECT_EQ(ask.gradient("out/output", "input", x, {.reduce = "sum"}).shape(), x.shape());
  EXPECT_EQ(ask.gradient(of, {wrt}, x).names(), (std::vector<std::string>{"input"}));
  EXPECT_EQ(ask.gradient(of, {"input", "hidden/output"}, x).names(), paths);
  EXPECT_EQ(ask.gradient(of, {{"input", "hidden/output"}}, x).names(), paths);
  EXPECT_EQ(ask.gradient("out/output", {"input", "hidden/output"}, x, {.reduce = "sum"}).names(), paths);
  EXPECT_EQ(ask.gradient("out/output", paths, x, {"mean"}).names(), paths);
  EXPECT_EQ(ask.gradient(of, {"weights"}, x).size(), 4U);
  EXPECT_EQ(ask.jacobian("out/output", "input", x).shape(), (pl::Shape{4, 2, 4, 3}));
  EXPECT_EQ(ask.jacobian("out/output", "input", x, true).shape(), (pl::Shape{4, 2, 3}));
  EXPECT_EQ(ask.jacobian("out/output", {"input"}, x)["input"].shape(), (pl::Shape{4, 2, 4, 3}));
  EXPECT_EQ(ask.jacobian("out/output", {"input", "hidden/output"}, x).names(), paths);
  EXPECT_EQ(ask.jacobian("out/output", {{"input", "hidden/output"}}, x).names(), paths);
  EXPECT_EQ(ask.jacobian("out/output", paths, x, true)["hidden/output"].shape(), (pl::Shape{4, 2, 5}));
  EXPECT_EQ(ask.jacobian("out/output", {"weights"}, x, true).size(), 4U);
  EXPECT_EQ(ask.neuron_gradient("hidden", 0, x).size(), 4U);
  EXPECT_EQ(ask.neuron_gradient(std::string("hidden"), 0, x).size(), 4U);
}

// From {"a", "b"} a std::string_view would be made of two pointers.
TEST(Programs, TwoTextsAreNoName) {
  const auto of_two = [](const auto& ask) {
    return requires { ask.gradient({"a", "b"}, "c", x); } || requires { ask.jacobian({"a", "b"}, "c", x); };
  };
  const auto layer_of_two = [](const auto& ask) { return requires { ask.neuron_gradient({"a", "b"}, 0, x); }; };
  const auto value_of_two = [](const auto& model) {
    return requires { model.value({"a", "b"}); } || requires { model.get_layer({"a", "b"}); };
  };
  const auto part_of_two = [](const auto& array) { return requires { array.select({"0", "1"}); }; };
  const auto entry_of_two = [](const auto& map) { return requires { map[{"a", "b"}]; }; };
  const auto found_of_two = [](const auto& map) { return requires { map.find({"a", "b"}); } || requires { map.contains({"a", "b"}); }; };
  EXPECT_FALSE(of_two(pl::Inspector(net())));
  EXPECT_FALSE(layer_of_two(pl::Inspector(net())));
  EXPECT_FALSE(value_of_two(net()));
  EXPECT_FALSE(part_of_two(x));
  EXPECT_FALSE(part_of_two(pl::Variable()));
  EXPECT_FALSE(entry_of_two(pl::Arrays()));
  EXPECT_FALSE(found_of_two(pl::Arrays()));
  EXPECT_FALSE(entry_of_two(pl::History()));
}

TEST(Programs, PartsAreSelectedByNumbersInBraces) {
  const pl::Variable v = pl::input("v", {4, 3});
  const std::int64_t row = 2;
  const auto same = [](const pl::Array& part, const char* text) { return same_bits(part.copy(), x.select(text).copy()); };
  EXPECT_TRUE(same(x.select({0}), "[0]"));
  EXPECT_TRUE(same(x.select({0, 1}), "[0, 1]"));
  EXPECT_TRUE(same(x.select({row}), "[2]"));
  EXPECT_TRUE(same(x.select({row, -1}), "[2, -1]"));
  EXPECT_TRUE(same(x.select({pl::Slice{}, 1}), "[:, 1]"));
  EXPECT_TRUE(same(x.select({pl::Slice{1, 3}}), "[1:3]"));
  EXPECT_TRUE(same(x.select({pl::Ellipsis{}, 0}), "[..., 0]"));
  EXPECT_TRUE(same(x.select(std::string("[1:3]")), "[1:3]"));
  EXPECT_TRUE(same(x.select(pl::Selection({0, 1})), "[0, 1]"));
  EXPECT_EQ(v.select({0}).dims(), (pl::Dims{3}));
  EXPECT_EQ(v.select({0, 0}).rank(), 0U);
  EXPECT_EQ(v.select({0, 1}), v.select("[0, 1]"));
  EXPECT_EQ(v.select({pl::Slice{}, row - 1}).dims(), (pl::Dims{4}));
  EXPECT_EQ(v.at({0, 0}).rank(), 0U);
}

TEST(Programs, AnInputIsAValue) {
  const pl::Input in({3}, {.name = "in"});
  const pl::Variable v = pl::Dense(3)(in);
  const pl::Variables sums = {v + in, in + v, in + in, in - 1, 1 - in, in * 2.0, 2.0F / in, -in, in * v};
  for (const pl::Variable& sum : sums) EXPECT_EQ(sum.dims(), v.dims());
  EXPECT_EQ(pl::ops::exp(in).dims(), v.dims());
  EXPECT_EQ(pl::ops::softmax(in, {.axis = 1}).dims(), v.dims());
  EXPECT_EQ(pl::ops::maximum(in, 0).dims(), v.dims());
  EXPECT_EQ(pl::ops::concatenate({in, v}, {.axis = 1}).dims()[1], pl::Dim(6));
  EXPECT_EQ(pl::ops::concatenate({in, in}, {.axis = 1}).dims()[1], pl::Dim(6));
  EXPECT_EQ(pl::ops::matmul(in, pl::input("w", {3, 2})).dims()[1], pl::Dim(2));
  EXPECT_EQ(pl::ops::apply("add", {in, v}), in + v);
  const pl::Variable loss = pl::ops::sum(in * in);
  EXPECT_EQ(pl::gradient(loss, in).dims(), v.dims());
  EXPECT_EQ(pl::gradient(loss, {in}).size(), 1U);
  EXPECT_EQ(pl::jacobian(loss, in).dims(), v.dims());
  EXPECT_EQ(pl::hessian(loss, in).rank(), 4U);
  EXPECT_EQ(pl::pullback(loss, in, pl::constant(1)).dims(), v.dims());
  EXPECT_EQ(pl::pushforward(loss, in, v).rank(), 0U);
  EXPECT_EQ(pl::per_example_gradient(pl::ops::sum(in * 2, {.axes = {1}}), in).dims(), v.dims());
  EXPECT_TRUE(pl::check_gradient(loss, {in}, {{in, x}}));
  EXPECT_EQ(pl::Function({in}, {in * 2.0})(x)[0].shape(), x.shape());
  EXPECT_EQ(pl::Function({in}, {loss})({x}).size(), 1U);
  EXPECT_EQ(pl::evaluate({in + 1}, {{in, x}}).size(), 1U);
  EXPECT_EQ(pl::Model(in, v).inputs().size(), 1U);
  EXPECT_EQ(pl::Model({in}, {v}).inputs().size(), 1U);
  EXPECT_EQ(pl::Dense(4)({in}).rank(), 2U);
  EXPECT_TRUE(in == in.output());
  EXPECT_EQ(pl::Model(in, in + v).predict(x).shape(), x.shape());
}

TEST(Programs, SharedVariablesAreTargets) {
  const pl::Sequential model = net();
  const pl::Variable loss = pl::ops::mean(model.output());
  const pl::SharedVariable weight = model.weights()[0];
  const std::vector<pl::SharedVariable> weights = model.trainable_weights();
  const pl::Variables values = {weights[0], weights[1]};
  EXPECT_EQ(pl::gradient(loss, weight), pl::gradient(loss, weight.variable()));
  EXPECT_EQ(pl::gradient(loss, {weight}).size(), 1U);
  EXPECT_EQ(pl::gradient(loss, {weights[0], weights[1]}).size(), 2U);
  EXPECT_EQ(pl::gradient(loss, {weight, model.input()}).size(), 2U);
  EXPECT_EQ(pl::gradient(loss, weights).size(), 4U);
  EXPECT_EQ(pl::gradient(loss, model.trainable_weights(), {.reduce = "mean"}).size(), 4U);
  EXPECT_EQ(pl::gradient(loss, values).size(), 2U);
  EXPECT_EQ(pl::gradient(loss, std::vector<pl::Target>{weight}).size(), 1U);
  EXPECT_EQ(pl::gradient(loss, pl::Targets{weight, values[1]}).size(), 2U);
  EXPECT_EQ(pl::gradient(loss, {model.value("hidden/output"), weight}).size(), 2U);
  EXPECT_EQ(pl::jacobian(model.output(), weights, {.per_example = true}).size(), 4U);
  EXPECT_EQ(pl::hessian(loss, weights).size(), 4U);
  EXPECT_EQ(pl::per_example_gradient(model.output().select("[:, 0]"), weights).size(), 4U);
  EXPECT_EQ(pl::pullback({model.output()}, weights, {model.output()}).size(), 4U);
  EXPECT_EQ(pl::hessian_vector_product(loss, values, values).size(), 2U);
  EXPECT_TRUE(pl::check_gradient(loss, weights, {{model.input(), x}}));
  EXPECT_EQ(pl::Function({model.input()}, weights)(x).size(), 4U);
  EXPECT_EQ(pl::Function({model.input()}, {weight})(x).size(), 1U);
  EXPECT_EQ(pl::Function({model.input()}, {model.output()}, {.reads = weights})(x).size(), 5U);
}

TEST(Programs, DataAreOneArrayOrSeveral) {
  const pl::Model model = wide();
  const pl::Array a = x, b = some({4, 2}, 2), left = y, right = some({4, 1});
  const std::vector<pl::Array> inputs = {a, b}, outputs = {left, right};
  const double loss = model.evaluate(inputs, outputs).at("loss");
  EXPECT_EQ(model.evaluate({a, b}, {left, right}).at("loss"), loss);
  EXPECT_EQ(model.evaluate({{a, b}}, {{left, right}}).at("loss"), loss);
  EXPECT_EQ(model.evaluate({{"small", a}, {"big", b}}, {{"left", left}, {"right", right}}).at("loss"), loss);
  EXPECT_EQ(model.evaluate({{"big", b}, {"small", a}}, {{"right", right}, {"left", left}}).at("loss"), loss);
  EXPECT_EQ(model.evaluate(pl::Arrays{{"big", b}, {"small", a}}, outputs).at("loss"), loss);
  EXPECT_EQ(model.evaluate(std::map<std::string, pl::Array>{{"big", b}, {"small", a}}, outputs).at("loss"), loss);
  EXPECT_EQ(model.test_on_batch({a, b}, {left, right}).at("loss"), loss);
  EXPECT_EQ(model.test_on_batch({{"big", b}, {"small", a}}, {left, right}).at("loss"), loss);
  EXPECT_EQ(model.predict({a, b}).size(), 2U);
  EXPECT_EQ(model.predict({{"big", b}, {"small", a}})[1].shape(), (pl::Shape{4, 1}));
  EXPECT_EQ(model.predict(pl::Data({a, b}), {.batch_size = 2}).size(), 2U);
  const pl::Inspector ask(model);
  const std::string path = "left/output";
  EXPECT_TRUE(same_bits(ask.read(path, {a, b}), model.predict({a, b})[0]));
  EXPECT_TRUE(same_bits(ask.read("left/output", {{"big", b}, {"small", a}}), model.predict({a, b})[0]));
  EXPECT_EQ(ask.read({"left/output", "right/output"}, {a, b}).size(), 2U);
  EXPECT_EQ(ask.gradient("left/output", "input:big", {{"big", b}, {"small", a}}, {.reduce = "sum"}).shape(), b.shape());
  EXPECT_EQ(ask.jacobian("left/output", {"input:big", "input:small"}, {a, b}, true).size(), 2U);
  EXPECT_EQ(ask.neuron_gradient("right", 0, {{"big", b}, {"small", a}}).size(), 4U);
  EXPECT_EQ(ask.neuron_gradients({a, b}).size(), 8U);
  EXPECT_EQ(model.fit({a, b}, {left, right}, {.epochs = 2, .verbose = 0}).epoch.size(), 2U);
  EXPECT_EQ(model.fit({{"big", b}, {"small", a}}, {{"right", right}, {"left", left}}, {.verbose = 0}).epoch.size(), 1U);
  const pl::FitOptions checked = {.verbose = 0, .validation_data = pl::ValidationData{{a, b}, {{"right", right}, {"left", left}}}};
  EXPECT_EQ(model.fit({a, b}, {left, right}, checked)["val_loss"].size(), 1U);
  const auto validated = [&](const std::optional<pl::ValidationData>& data) {
    return model.fit({a, b}, {left, right}, {.verbose = 0, .validation_data = data})["val_loss"].size();
  };
  EXPECT_EQ(validated({{{a, b}, {left, right}}}), 1U);
  EXPECT_EQ(validated({{{{"big", b}, {"small", a}}, {{"left", left}, {"right", right}}}}), 1U);
  EXPECT_EQ(validated({{inputs, outputs, pl::Array({1., 2., 3., 4.})}}), 1U);
  EXPECT_EQ(model.train_on_batch({a, b}, {left, right}).count("loss"), 1U);
}

TEST(Programs, NumbersInBracesAreOneArray) {
  const pl::Sequential model({pl::Input({2}), pl::Dense(1)});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  model.fit({{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {0, 1, 1, 0}, {.epochs = 2, .verbose = 0});
  model.fit({{0., 0.}, {0., 1.}}, {{0.}, {1.}}, {.verbose = 0});
  const pl::Array answers = model.predict({{0., 0.}, {0., 1.}});
  EXPECT_EQ(answers.shape(), (pl::Shape{2, 1}));
  EXPECT_EQ(model.predict({{0., 1.}}).shape(), (pl::Shape{1, 1}));
  EXPECT_EQ(model.predict(pl::Array({{0., 1.}})).shape(), (pl::Shape{1, 1}));
  const pl::Array one({{0., 1.}});
  EXPECT_EQ(model.predict({one}).shape(), (pl::Shape{1, 1}));
  EXPECT_EQ(model.predict(pl::Data(one)).size(), 1U);
  EXPECT_EQ(pl::Inspector(model).read("input", {{0., 0.}, {0., 1.}}).shape(), (pl::Shape{2, 2}));
}

TEST(Programs, AFunctionOfOneInput) {
  const pl::Variable a = pl::input("a", {3}), b = pl::input("b", {3});
  const pl::Array given({1., 2., 3.});
  const pl::Function twice({a}, {2 * a}), sum({a, b}, {a + b}), nothing({}, {pl::constant(2)});
  EXPECT_EQ(twice(given)[0].at<float>({2}), 6);
  EXPECT_EQ(twice({given})[0].at<float>({2}), 6);
  EXPECT_EQ(twice({{1., 2., 3.}})[0].at<float>({2}), 6);
  EXPECT_EQ(twice(pl::Array({1., 2., 3.}))[0].at<float>({2}), 6);
  EXPECT_EQ(twice(std::vector<pl::Array>{given})[0].at<float>({2}), 6);
  EXPECT_EQ(sum({given, given})[0].at<float>({2}), 6);
  EXPECT_EQ(nothing({})[0].item<float>(), 2);
  EXPECT_THROW(sum(given), pl::ValueError);
}

pl::Variable squared(const pl::Variable& v) { return v * v; }

TEST(Programs, FunctionsNeedNoName) {
  const auto gate = [](const auto& v) { return pl::ops::sigmoid(v) * v; };
  const std::function<pl::Variable(const pl::Variable&)> held = squared;
  const pl::Sequential model(
      {pl::Input({3}), pl::Dense(4, {.activation = [](const pl::Variable& v) { return v * v; }}), pl::Dense(4, {.activation = gate}),
       pl::Activation(squared), pl::Activation(held), pl::Activation(pl::ops::tanh), pl::Activation({"mine", pl::ops::exp}),
       pl::Dense(2, {.kernel_initializer = [](const pl::Shape& shape, std::uint64_t) { return pl::Array::full(shape, 0.5); }})});
  const auto distance = [](const pl::Variable& target, const pl::Variable& p) {
    return pl::ops::mean(pl::ops::absolute(target - p), {.axes = {1}});
  };
  model.compile({.optimizer = "sgd", .loss = distance, .metrics = {"mae", distance, pl::BinaryCrossentropy()}});
  const pl::Logs logs = model.evaluate(x, y);
  EXPECT_FLOAT_EQ(static_cast<float>(logs.at("custom_metric")), static_cast<float>(logs.at("mae")));
  EXPECT_EQ(logs.at("loss"), logs.at("custom_metric"));
  EXPECT_EQ(logs.count("binary_crossentropy"), 1U);
  const auto generic = [](const auto& target, const auto& p) { return pl::ops::mean(target - p, {.axes = {1}}); };
  model.compile({.optimizer = "sgd",
                 .loss = pl::Loss("squares", pl::ops::mean_squared_error),
                 .metrics = {"mse", {"generic", generic}, {"cosines", pl::ops::mean_absolute_error}}});
  EXPECT_EQ(model.evaluate(x, y).count("generic"), 1U);
  model.compile({.optimizer = "sgd", .losses = {distance}, .output_metrics = {{"mae", distance}}});
  EXPECT_EQ(model.evaluate(x, y).size(), 3U);
  EXPECT_THROW(pl::Loss(std::function<pl::Variable(const pl::Variable&, const pl::Variable&)>()), pl::ValueError);
  EXPECT_THROW(pl::ActivationFunction(std::function<pl::Variable(const pl::Variable&)>()), pl::ValueError);
}

TEST(Programs, ValuesAreCompared) {
  const pl::Variable a = pl::input("a", {3}), b = pl::input("b", {3});
  const pl::Input in({3});
  const pl::SharedVariable w(pl::Array({0., 0., 0.}), "w");
  const pl::Array of_a({1., 2., 3.}), of_b({3., 2., 1.});
  const auto holds = [&](const pl::Variable& condition) { return pl::Function({a, b}, {condition})({of_a, of_b})[0].to_vector<bool>(); };
  EXPECT_EQ(holds(a < b), (std::vector<bool>{true, false, false}));
  EXPECT_EQ(holds(a <= b), (std::vector<bool>{true, true, false}));
  EXPECT_EQ(holds(a > b), (std::vector<bool>{false, false, true}));
  EXPECT_EQ(holds(a >= b), (std::vector<bool>{false, true, true}));
  EXPECT_EQ(holds(a < 2), (std::vector<bool>{true, false, false}));
  EXPECT_EQ(holds(2 < a), (std::vector<bool>{false, false, true}));
  EXPECT_EQ(holds(2.5 >= b + 0 * a), (std::vector<bool>{false, true, true}));
  EXPECT_EQ(holds(w < a * b), (std::vector<bool>{true, true, true}));
  EXPECT_EQ((in > 0).dims(), in.output().dims());
  EXPECT_EQ((in <= in).dtype(), pl::DType::boolean);
  EXPECT_EQ((a > b).owner()->kind(), "greater");
  EXPECT_EQ(pl::ops::greater(a, 1), a > 1);
  EXPECT_EQ(pl::ops::greater_equal(a, b), a >= b);
  EXPECT_EQ(pl::ops::less(a, b), a < b);
  const auto low = a < b, high = b < 3;
  pl::Condition both = low;
  both = pl::ops::logical_and(low, high);
  EXPECT_EQ(holds(both), (std::vector<bool>{false, false, false}));
  EXPECT_EQ(pl::ops::where(a > b, a, b).dims(), a.dims());
  EXPECT_EQ(pl::ops::sum(a > b).dtype(), pl::ops::sum(pl::ops::less(b, a)).dtype());
  const pl::Variables several = {a < b, a};
  EXPECT_EQ(several.size(), 2U);
  const bool first = true;
  const pl::Variable chosen = first ? pl::Variable(a < b) : a;
  EXPECT_EQ(chosen, a < b);
  EXPECT_TRUE(a == a);  // of handles
  EXPECT_FALSE(a == b);
  const auto as_truth = [](const auto& condition) { return requires { condition ? 1 : 2; }; };
  EXPECT_FALSE(as_truth(a < b));  // it would hold whatever is in them
}

TEST(Programs, ModelsOfLayersAndModels) {
  const pl::Sequential inner({pl::Input({3}), pl::Dense(2, {.name = "d"})}, {.name = "inner"});
  const pl::Sequential outer({inner}, {.name = "outer"});
  EXPECT_EQ(outer.name(), "outer");
  EXPECT_EQ(pl::Sequential({pl::Dense(2)}).layers().size(), 1U);
  const pl::Layer layer = pl::Dense(2);
  EXPECT_EQ(pl::Sequential({layer}).layers().size(), 1U);
  const std::vector<pl::Layer> layers = {pl::Input({3}), pl::Dense(2)};
  EXPECT_EQ(pl::Sequential(layers).layers().size(), 1U);
  EXPECT_EQ(pl::Sequential(layers).get_layer(0).kind(), "Dense");
  EXPECT_EQ(inner.get_layer("d").name(), "d");
  const pl::Input in({3});
  const pl::Variables states = pl::LSTM(2, {.return_state = true}).call({pl::Input({4, 3})});
  EXPECT_EQ(pl::LSTM(2)({pl::Input({4, 3}), states[1], states[2]}).rank(), 2U);
  EXPECT_EQ(inner(in).rank(), 2U);
}

TEST(Programs, ArraysByName) {
  const std::string path = testing::TempDir() + "programs.npz", key = "a";
  pl::save_npz(path, {{"a", x}, {"b", y}});
  const pl::Arrays read = pl::load_npz(path);
  EXPECT_TRUE(same_bits(read["a"], read[key]));
  EXPECT_TRUE(read.contains("b"));
  EXPECT_NE(read.find(std::string_view("b")), nullptr);
  pl::save_npz(path, {{"a", x}});
  EXPECT_EQ(pl::load_npz(path).size(), 1U);
}

}  // namespace
