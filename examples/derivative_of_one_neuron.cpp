// Question 3. What is the derivative of one neuron with respect to every weight? Of the neuron: no labels, no loss, no copy of the net.
#include <array>
#include <cmath>
#include <pellucid/pellucid.hpp>

#include "questions.hpp"
#include "table_file.hpp"

namespace pl = pellucid;

namespace examples {
namespace {

std::string row_text(const pl::Array& row) {
  std::string text;
  for (const float value : row.to_vector<float>()) text += (text.empty() ? "" : "  ") + number(value);
  return text;
}

constexpr std::array usual = {5.8F, 3.1F, 3.8F, 1.2F};  // the mean flower, cm

// The detour: cut the net at the neuron, give the copy a label one above its prediction, and take the gradient of the squared error.
pl::Array gradient_of_the_loss(const pl::Model& model, std::int64_t unit, bool column, const pl::Array& x) {
  const pl::Array kernel = model.get_layer("second").get_weights()[0];
  const pl::Array weights = kernel.select(column ? pl::Selection({pl::Slice{}, unit}) : pl::Selection({unit})).reshape({-1, 1});
  const pl::Dense cut(1, {.activation = "relu", .use_bias = false});
  const pl::Variable prediction = cut(model.get_layer("first").output());
  cut.set_weights({weights});
  const pl::Variable label = pl::input("label", prediction.dims());
  const pl::Variable loss = pl::Loss("mse")(label, prediction);
  const pl::Variable slope = pl::gradient(loss, model.get_layer("first").weights()[0].variable(), {.reduce = "sum"});
  pl::Array wanted = pl::Function({model.input()}, {prediction})({x})[0].copy();
  wanted.set({0, 0}, wanted.at<float>({0, 0}) + 1);
  return pl::Function({model.input(), label}, {slope})({x, wanted})[0];
}

}  // namespace

void derivative_of_one_neuron(const std::filesystem::path& data, Report& report) {
  report.question("3. What is the derivative of one neuron with respect to the weights?");
  std::vector<float> measures;
  std::vector<std::int64_t> species;
  for (const auto& row : read_rows(data / "iris.csv")) {
    for (std::size_t i = 0; i < 4; ++i) measures.push_back(row[i] - usual[i]);
    species.push_back(std::lround(row[4]));
  }
  const pl::Array x(measures, {150, 4}), y(species);

  pl::set_seed(3);
  const pl::Sequential model({pl::Input({4}), pl::Dense(6, {.activation = "relu", .use_bias = false, .name = "first"}),
                              pl::Dense(6, {.activation = "relu", .use_bias = false, .name = "second"}),
                              pl::Dense(3, {.activation = "softmax", .name = "species"})});
  model.compile({.optimizer = pl::Adam({.learning_rate = 0.01}), .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  report.say("A net tells irises apart: accuracy " +
             number(model.fit(x, y, {.batch_size = 10, .epochs = 40, .verbose = 0})["accuracy"].back()) + ".");

  const pl::Array flower = x.select("[100:101]");
  const pl::Inspector inspector(model);
  const std::vector<float> active = inspector.read("second/output", flower).to_vector<float>();
  const std::int64_t unit = std::ranges::max_element(active) - active.begin();
  const pl::Arrays slopes = inspector.neuron_gradient("second", unit, flower);  // by weight path, [batch, ...shape]
  report.say("Unit " + std::to_string(unit) + " of layer 'second' for one flower, by the weights of 'first' (a row for each measure):");
  std::vector<std::vector<std::string>> rows;
  for (std::int64_t i = 0; i < 4; ++i) rows.push_back({std::to_string(i), row_text(slopes["first/kernel"].select(pl::Selection({0, i})))});
  report.table({"measure", "derivative by the six weights"}, rows);

  const auto petal_length = pl::Selection({2});
  report.say(
      "Of these the row of measure 2, directly, and by the detour of a copy cut at the unit and a loss whose label is one above the "
      "prediction:");
  report.table(
      {"way", "derivative by the six weights"},
      {{"direct", rows[2][1]},
       {"detour, column W[:, k]: -2 times the truth", row_text(gradient_of_the_loss(model, unit, true, flower).select(petal_length))},
       {"detour, row W[k, :]: another network's", row_text(gradient_of_the_loss(model, unit, false, flower).select(petal_length))}});
  report.say(
      "2 (prediction - label) = -2 is the error term that nobody asked for; and W[k, :] are the weights that leave unit k, not those that "
      "enter it.");

  const pl::Arrays all = inspector.neuron_gradients(flower);
  std::int64_t numbers = 0;
  for (const auto& [name, derivative] : all) numbers += derivative.size();
  report.say("Every neuron of every layer by every weight, in one compiled call: " + std::to_string(numbers) + " derivatives in " +
             std::to_string(all.size()) + " arrays.");
}

}  // namespace examples
