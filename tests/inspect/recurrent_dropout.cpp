// What recurrent layers drop in training, read gate by gate.
#include <gtest/gtest.h>

#include <cmath>

#include <pellucid/inspector.hpp>

namespace pellucid {
namespace {

constexpr std::int64_t examples = 64, length = 5, features = 2, units = 3;

// The layer on many examples of ones, from states of ones.
Model on_ones(const Layer& layer, std::size_t states) {
  const Input in({length, features}), h({units});
  Variables inputs(1 + states, h);
  inputs[0] = in;
  return Model({in, h}, layer.call(inputs));
}

Arrays in_training(const Model& model, const std::vector<std::string>& paths) {
  const auto ones = [](const Shape& shape) { return Array::full(shape, 1.0); };
  return Inspector(model, {.training = true}).read(paths, Data({ones({examples, length, features}), ones({examples, units})}));
}

TEST(RecurrentDropout, DropoutOfTheStateIsOfProductsAlone) {
  for (const bool reset_after : {false, true}) {
    const GRU layer(units, {.reset_after = reset_after, .recurrent_dropout = 0.5, .name = "gru"});
    const Model model = on_ones(layer, 1);
    std::vector<Array> weights = model.get_weights();
    for (Array& weight : weights) weight.assign(Array::zeros(weight.shape()));
    weights[2].select(reset_after ? "[0, :3]" : "[:3]").assign(Array(Number(100.)));  // the update gate keeps the state
    model.set_weights(weights);
    EXPECT_TRUE(all_close(in_training(model, {"gru/output"})["gru/output"], Array::full({examples, units}, 1.0)));
  }
}

TEST(RecurrentDropout, EveryGateDropsForItselfWhereStatesAreDropped) {
  for (const bool of_states : {false, true}) {
    const LSTM layer(units, {.use_bias = false, .dropout = 0.5, .recurrent_dropout = of_states ? 0.5 : 0, .name = "lstm"});
    const Model model = on_ones(layer, 2);
    for (const SharedVariable& weight : model.weights()) weight.set_value(Array::full(weight.borrow().shape(), 1.0));
    const std::vector<std::string> gates = {"lstm/input_gate/pre_activation", "lstm/forget_gate/pre_activation",
                                            "lstm/candidate/pre_activation", "lstm/output_gate/pre_activation"};
    const Arrays read = in_training(model, gates);
    for (std::size_t k = 1; k < 4; ++k) EXPECT_EQ(equal(read[gates[0]], read[gates[k]]), !of_states) << k;
  }
}

TEST(RecurrentDropout, EveryGateOfAGRUDropsForItself) {
  for (const bool reset_after : {false, true}) {
    const GRU layer(units, {.use_bias = false, .reset_after = reset_after, .recurrent_dropout = 0.5, .name = "gru"});
    const Model model = on_ones(layer, 1);
    std::vector<Array> weights = model.get_weights();
    for (Array& weight : weights) weight.assign(Array::zeros(weight.shape()));
    for (std::int64_t unit = 0; unit < units; ++unit)
      for (std::int64_t gate = 0; gate < 3; ++gate) weights[1].set({unit, gate * units + unit}, 1.0);
    model.set_weights(weights);
    Arrays read = in_training(
        model, {"gru/update_gate/pre_activation", "gru/reset_gate/pre_activation", "gru/candidate/pre_activation", "gru/reset_gate"});
    // At the first step, each is the mask: 2 of what is kept, else 0; in the candidate behind the reset gate.
    const auto at_first = [&](const char* path) { return read[path].select("[:, 0]").copy(); };
    const Array update = at_first("gru/update_gate/pre_activation"), reset = at_first("gru/reset_gate/pre_activation");
    const Array both = at_first("gru/candidate/pre_activation"), opening = at_first("gru/reset_gate");
    int differ_0 = 0, differ_1 = 0, differ_2 = 0;
    for (std::int64_t b = 0; b < examples; ++b)
      for (std::int64_t u = 0; u < units; ++u) {
        const double m0 = update.at<float>({b, u}), m1 = reset.at<float>({b, u}), m2 = both.at<float>({b, u}) / opening.at<float>({b, u});
        for (const double mask : {m0, m1, m2}) EXPECT_NEAR(std::abs(mask - 1), 1, 1e-5);
        differ_0 += std::abs(m1 - m2) > 1, differ_1 += std::abs(m0 - m2) > 1, differ_2 += std::abs(m0 - m1) > 1;
      }
    for (const int differ : {differ_0, differ_1, differ_2}) EXPECT_GT(differ, 0);
  }
}

}  // namespace
}  // namespace pellucid
