// What is the derivative of the output with respect to the input?
#include "questions/answers.hpp"

namespace pellucid {
namespace {

TEST(Questions, OutputInputDerivative) {
  Answers answers("output_input_derivative");
  const Sequential model({Input({1}), Dense(64, {.activation = "relu"}), Activation("linear"), Dense(32, {.activation = "relu"}),
                          Activation("linear"), Dense(32, {.activation = "relu"}), Dense(1)});
  // In Keras 2 the accuracy of a regression is mean(round(p) == y).
  const Metric rounded("acc", [](const Variable& y, const Variable& p) { return Metric("binary_accuracy_keras2")(y, p); });
  model.compile({.optimizer = "adam", .loss = "mse", .metrics = {rounded}});
  model.set_weights(answers.weights());

  const Function jacobian({model.input()}, {gradient(model.output().at({0, 0}), model.input())});
  const Array points = answers.data("points");
  const auto slopes = [&] {
    std::vector<float> all;
    for (std::int64_t i = 0; i < 5; ++i) all.push_back(jacobian({points.slice(0, {.start = i, .stop = i + 1})})[0].item<float>());
    return Array(all, {5, 1});
  };
  answers.expect("untrained_slopes", slopes(), untrained);

  const Array x_test = answers.data("x_test"), y_test = answers.data("y_test");
  const History history =
      model.fit(answers.data("x"), answers.data("y"),
                {.batch_size = 10, .epochs = 25, .verbose = 0, .shuffle = false, .validation_data = {{x_test, y_test}}});
  answers.expect("slopes", slopes(), trained);
  answers.expect("only_first_row", jacobian({points})[0], trained);
  answers.expect("predicted", model.predict(points), trained);
  const Logs evaluated = model.evaluate(x_test, y_test);
  answers.expect("evaluated", std::vector<double>{evaluated.at("loss"), evaluated.at("acc")}, trained);
  for (const auto& [key, values] : history.history) answers.expect("history/" + key, values, trained);
  const std::vector<Array> weights = model.get_weights();
  for (std::size_t i = 0; i < weights.size(); ++i) answers.expect("weight_" + std::to_string(i), weights[i], trained);
  answers.expect_all(17);
}

}  // namespace
}  // namespace pellucid
