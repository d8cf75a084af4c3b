// Question 1. Dense(612, softplus), Dense(1, sigmoid) returns 1.0. What went into the sigmoid?
#include <cmath>
#include <pellucid/pellucid.hpp>

#include "questions.hpp"

namespace pl = pellucid;

namespace examples {
namespace {

// The last layer by hand: hidden . kernel + bias, in the order of the sum.
double by_hand(const pl::Array& hidden, const pl::Array& kernel, const pl::Array& bias) {
  double sum = bias.at<float>({0});
  for (std::int64_t i = 0; i < hidden.shape(1); ++i) sum += double{hidden.at<float>({0, i})} * kernel.at<float>({i, 0});
  return sum;
}

}  // namespace

void before_the_activation(const std::filesystem::path& data, Report& report) {
  report.question("1. What was the value before the activation?");
  const pl::Arrays digits = pl::load_npz(data / "digits.npz");
  const pl::Array images = digits["images"].reshape({-1, 64});  // 8 x 8 pixels, 0 to 16
  const std::vector<std::int64_t> labels = digits["labels"].to_vector<std::int64_t>();
  std::vector<float> is_zero;
  for (const std::int64_t label : labels) is_zero.push_back(label == 0 ? 1.0F : 0.0F);
  const pl::Array x = images.astype(pl::DType::float32), y(is_zero, {static_cast<std::int64_t>(labels.size()), 1});

  pl::set_seed(1);
  const pl::Sequential model({pl::Input({64}), pl::Dense(32, {.activation = "relu", .name = "pixels"}),
                              pl::Dense(612, {.activation = "softplus", .name = "hidden"}),
                              pl::Dense(1, {.activation = "sigmoid", .name = "zero"})});
  model.compile({.optimizer = pl::Adam(), .loss = "binary_crossentropy", .metrics = {"accuracy"}});
  const pl::History history = model.fit(x, y, {.batch_size = 32, .epochs = 25, .verbose = 0});
  report.say("A net is trained to tell the digit 0: accuracy " + number(history["accuracy"].back()) + ".");

  // An image of which the net is so sure that float32 has no number between its answer and 1.
  const std::vector<float> answers = model.predict(x).to_vector<float>();
  const auto sure = static_cast<std::int64_t>(std::ranges::max_element(answers) - answers.begin());
  const pl::Array image = x.select(pl::Selection({pl::Slice{sure, sure + 1}}));

  const pl::Variable walked = model.output().owner()->inputs()[0];  // as in Theano: owner, inputs
  const pl::Array before = pl::Function({model.input()}, {walked})({image})[0];
  const pl::Inspector inspector(model);
  const pl::Arrays read = inspector.read({"zero/output", "zero/pre_activation", "hidden/output"}, image);  // by path
  const std::vector<pl::Array> weights = model.get_layer("zero").get_weights();

  report.say("For image " + std::to_string(sure) + " the output is " + number(read["zero/output"].item<double>(), 7) +
             ". Before the sigmoid:");
  report.table({"how", "value"}, {{"walking, output.owner()->inputs()[0]", number(before.item<double>(), 6)},
                                  {"by path, \"zero/pre_activation\"", number(read["zero/pre_activation"].item<double>(), 6)},
                                  {"by hand, hidden . kernel + bias", number(by_hand(read["hidden/output"], weights[0], weights[1]), 6)}});
  report.say(
      "The three are the same number: nothing was lost, the sigmoid rounds it to 1 because 1 - sigmoid(z) is below half of float32's last "
      "digit.");
}

}  // namespace examples
