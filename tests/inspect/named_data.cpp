// Questions about models with several inputs: data in order, or each array by its name.
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include <pellucid/error.hpp>
#include <pellucid/inspector.hpp>

namespace pellucid {
namespace {

const Array a = Array::full({4, 3}, 0.5), b = Array::full({4, 2}, -1.5);
const Data by_name = {{"big", b}, {"small", a}};

Model wide() {
  const Input small({3}, {.name = "small"}), big({2}, {.name = "big"});
  return Model({small, big}, {Dense(2, {.name = "left"})(small), Dense(2, {.name = "right"})(big)});
}

TEST(NamedData, AnswerAsDataInOrderDo) {
  const Model model = wide();
  for (const bool float64 : {false, true}) {
    const Inspector inspector(model, {.float64 = float64});
    EXPECT_TRUE(same_bits(inspector.read("right/output", by_name), inspector.read("right/output", {a, b})));
    const Arrays neurons = inspector.neuron_gradients(by_name), in_order = inspector.neuron_gradients({a, b});
    for (const auto& [name, slope] : in_order) EXPECT_TRUE(same_bits(neurons[name], slope)) << name;
    EXPECT_TRUE(same_bits(inspector.gradient("left/output", "input:small", by_name, {.reduce = "sum"}),
                          inspector.gradient("left/output", {"input:small"}, {a, b}, {.reduce = "sum"})["input:small"]));
  }
}

void expect_refused(const Data& x, const std::string& said) {
  const Inspector inspector(wide());
  for (const auto& ask :
       std::vector<std::function<void()>>{[&] { inspector.read("left/output", x); }, [&] { inspector.neuron_gradients(x); },
                                          [&] { inspector.jacobian("left/output", {"input:small"}, x); }}) {
    try {
      ask();
      ADD_FAILURE() << "nothing was thrown";
    } catch (const ValueError& error) {
      EXPECT_NE(std::string(error.what()).find(said), std::string::npos) << error.what();
    }
  }
}

TEST(NamedData, NamesThatDoNotFitAreSaid) {
  expect_refused({{"smal", a}, {"big", b}}, "[Inspector] no input is called 'smal'; expected 'small', 'big'. Did you mean 'small'?");
  expect_refused({{"small", a}}, "no array is given for the input 'big'");
  expect_refused({{"small", a}, {"small", a}}, "two arrays are given for the input 'small'");
  expect_refused({{"small", a}, b}, "some arrays are given by the name of their input, and some without");
}

}  // namespace
}  // namespace pellucid
