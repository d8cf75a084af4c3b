// A path that an error recommends can be read.
#include <gtest/gtest.h>

#include <functional>
#include <regex>

#include <pellucid/error.hpp>
#include <pellucid/inspector.hpp>

namespace pellucid {
namespace {

const Array x({{0.5, -1.0, 2.0}, {1.5, 0.25, -0.75}});

std::string message(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return "";
}

// What the hint, the last sentence, has in quotation marks.
std::vector<std::string> recommended(const std::string& text) {
  const std::string hint = text.substr(text.find(". ") + 1);
  const std::regex quoted(R"(["']([^"' ]+)["'])");
  std::vector<std::string> paths;
  for (std::sregex_iterator at(hint.begin(), hint.end(), quoted), end; at != end; ++at) paths.push_back((*at)[1]);
  EXPECT_FALSE(paths.empty()) << text;
  return paths;
}

void expect_readable(const Model& model, const std::string& text, const Data& data = x) {
  for (const std::string& path : recommended(text))
    EXPECT_NO_THROW(Inspector(model).read(path, data)) << path << ", recommended by: " << text;
}

Model twice_called() {
  const Dense twice(3, {.name = "twice"});
  const Input in({3});
  return Model(in, twice(twice(in)));
}

TEST(Hints, OfALayerCalledTwice) {
  const Model model = twice_called();
  expect_readable(model, message([&] { model.get_layer("twice").output(); }));
  expect_readable(model, message([&] { model.get_layer("twice").input(); }));
}

// Another model holds the other call, where it is the first.
TEST(Hints, OfALayerWhoseCallsStandInTwoModels) {
  const Dense twice(3, {.name = "twice"});
  const Input a({3}), b({3});
  const Model first(a, twice(a)), second(b, twice(b));
  const std::string text = message([&] { twice.output(); });
  expect_readable(first, text);
  expect_readable(second, text);
}

TEST(Hints, OfALayerInsideAModel) {
  const Dense deep(2, {.name = "deep"});
  const Input in({3}), outer_in({3});
  Model inner(in, deep(deep(Dense(2, {.name = "first"})(in))), {.name = "inner"});
  const Model outer(outer_in, inner(outer_in));
  const std::vector<std::string> paths = recommended(message([&] { deep.output(); }));
  ASSERT_EQ(paths, (std::vector<std::string>{"deep/output", "inner/deep/output"}));
  EXPECT_NO_THROW(Inspector(inner).read(paths[0], x));
  EXPECT_NO_THROW(Inspector(outer).read(paths[1], x));
}

TEST(Hints, OfAnOutputThatIsUsedNowhere) {
  const LSTM lstm(2, {.return_state = true, .name = "lstm"});
  const Input in({4, 3});
  const Model model(in, Dense(1, {.name = "out"})(lstm.call({in})[2]));
  expect_readable(model, message([&] { lstm.output(); }), Array::zeros({2, 4, 3}));
}

TEST(Hints, OfAWrongPath) {
  const Model model = twice_called();
  const Inspector inspector(model);
  const std::vector<std::string> wrong = {"twise/output", "twice/outputs", "twice@2/output", "twice/kernle", "inputt", "twice/inptu[0]"};
  for (const std::string& path : wrong) {
    expect_readable(model, message([&] { inspector.read(path, x); }));
    expect_readable(model, message([&] { model.value(path); }));
    expect_readable(model, message([&] { inspector.gradient("twice/output", path, x, {.reduce = "sum"}); }));
    expect_readable(model, message([&] { inspector.jacobian(path, "input", x); }));
  }
}

TEST(Hints, OfAWrongLayer) {
  const Model model = twice_called();
  const Inspector inspector(model);
  for (const std::string layer : {"twise", "twice@3", "twice/output"})
    for (const std::string& known : recommended(message([&] { inspector.neuron_gradient(layer, 0, x); })))
      EXPECT_NO_THROW(inspector.neuron_gradient(known, 0, x)) << known;
}

TEST(Hints, OfAWrongAnswer) {
  const Arrays answers = Inspector(twice_called()).read({"twice/output", "twice@1/output"}, x);
  for (const std::string& known : recommended(message([&] { answers["twise/output"]; }))) EXPECT_TRUE(answers.contains(known));
}

}  // namespace
}  // namespace pellucid
