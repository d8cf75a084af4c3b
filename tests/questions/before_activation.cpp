// What was the value before the activation?
#include "questions/answers.hpp"

namespace pellucid {
namespace {

TEST(Questions, BeforeActivation) {
  Answers answers("before_activation");
  const Sequential model(
      {Input({20}), Dense(32, {.activation = "relu"}), Dense(612, {.activation = "softplus"}), Dense(1, {.activation = "sigmoid"})});
  model.set_weights(answers.weights());
  const Array x = answers.data("test_input");

  // Layer outputs through functions, then the last layer by hand.
  const Variable hidden = model.get_layer(1).output();
  const Array dense_0_out = Function({model.input()}, {hidden})({x})[0];
  answers.expect("output", Function({model.input()}, {model.output()})({x})[0], untrained);
  answers.expect("dense_0_out", dense_0_out, untrained);
  const Array kernel = model.get_layer(2).get_weights()[0], bias = model.get_layer(2).get_weights()[1];
  double by_hand = bias.at<float>({0});
  for (std::int64_t k = 0; k < 612; ++k) by_hand += static_cast<double>(dense_0_out.at<float>({0, k})) * kernel.at<float>({k, 0});
  answers.expect("by_hand", Array({{by_hand}}), untrained);

  // By walking from the output to what went into the sigmoid; for a batch; for the layer before.
  const Variable before = model.output().owner()->inputs()[0];
  EXPECT_EQ(model.output().owner()->kind(), "sigmoid");
  EXPECT_EQ(hidden.owner()->kind(), "softplus");
  const Function walked({model.input()}, {before});
  answers.expect("before_activation", walked({x})[0], untrained);
  answers.expect("before_activation_batch", walked({answers.data("test_inputs")})[0], untrained);
  answers.expect("hidden_before_activation", Function({model.input()}, {hidden.owner()->inputs()[0]})({x})[0], untrained);
  answers.expect_all(6);
}

}  // namespace
}  // namespace pellucid
