// Which of these ten numbers are the gates?
#include <cstring>

#include "nn/call.hpp"
#include "questions/answers.hpp"

namespace pellucid {
namespace {

// Rows below each other, and side by side.
Array stacked(const std::vector<Array>& rows) {
  Array all = Array::uninitialized({static_cast<std::int64_t>(rows.size()), rows[0].size()});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Array row = all.slice(0, {.start = static_cast<std::int64_t>(i), .stop = static_cast<std::int64_t>(i) + 1});
    row.assign(rows[i].reshape({1, rows[i].size()}));
  }
  return all;
}
Array joined(const std::vector<Array>& rows) {
  std::vector<float> all;
  for (const Array& row : rows)
    for (const float value : row.to_vector<float>()) all.push_back(value);
  return Array(all);
}

TEST(Questions, LstmGates) {
  Answers answers("lstm_gates");
  const Sequential model({Input({1, 1}, {.batch_size = 1}),
                          LSTM(10, {.recurrent_activation = "hard_sigmoid_keras2", .stateful = true, .name = "lstm"}),
                          Dense(2, {.activation = "softmax"})});
  model.compile({.optimizer = "adam", .loss = "categorical_crossentropy", .metrics = {"accuracy"}});
  model.set_weights(answers.weights());

  std::vector<double> losses, accuracies;
  for (std::int64_t i = 0; i < 10; ++i) {
    const std::int64_t label = answers.data("labels").at<std::int64_t>({i});
    Array y = Array::zeros({10, 2});
    for (std::int64_t k = 0; k < 10; ++k) y.set({k, label}, 1.0);
    const Array series = answers.data("series").slice(0, {.start = i, .stop = i + 1}).reshape({10, 1, 1});
    const History history = model.fit(series, y, {.batch_size = 1, .epochs = 1, .verbose = 0, .shuffle = false});
    losses.push_back(history["loss"][0]);
    accuracies.push_back(history["accuracy"][0]);
    model.reset_states();
  }
  answers.expect("losses", losses, trained);
  answers.expect("accuracies", accuracies, trained);

  // Step by step: gates are read without advancing the state, predict advances it.
  const Array x = answers.data("X_test");
  const std::vector<std::string> gates = {"input_gate", "forget_gate", "candidate", "output_gate"};
  Targets asked;
  for (const std::string& gate : gates) asked.push_back(model.value("lstm/" + gate));
  for (const std::string& gate : gates) asked.push_back(model.value("lstm/" + gate + "/pre_activation"));
  const Function read({model.input()}, asked);
  std::vector<std::vector<Array>> rows(gates.size());
  std::vector<Array> before, hidden, cell;
  const auto& states = model.get_layer("lstm").state()->states;
  for (std::int64_t t = 0; t < 5; ++t) {
    const Array step = x.slice(0, {.start = t, .stop = t + 1});
    const std::vector<Array> values = read({step});
    for (std::size_t i = 0; i < gates.size(); ++i) rows[i].push_back(values[i]);
    before.push_back(joined({values.begin() + 4, values.end()}));
    model.predict(step, {.batch_size = 1});
    hidden.push_back(states[0].second.get_value());
    cell.push_back(states[1].second.get_value());
  }
  for (std::size_t i = 0; i < gates.size(); ++i) answers.expect(gates[i], stacked(rows[i]), trained);
  answers.expect("pre_activation", stacked(before), trained);
  answers.expect("hidden_state", stacked(hidden), trained);
  answers.expect("cell_state", stacked(cell), trained);
  model.reset_states();
  answers.expect("predicted", model.predict(x, {.batch_size = 1}), trained);
  const std::vector<Array> weights = model.get_weights();
  for (std::size_t i = 0; i < weights.size(); ++i) answers.expect("weight_" + std::to_string(i), weights[i], trained);
  answers.expect_all(15);
}

}  // namespace
}  // namespace pellucid
