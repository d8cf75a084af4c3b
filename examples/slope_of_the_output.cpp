// Question 4. What is the derivative of the output with respect to the input, at x = 0.5 and over the whole range?
#include <cmath>
#include <pellucid/pellucid.hpp>

#include "questions.hpp"

namespace pl = pellucid;

namespace examples {
namespace {

pl::Array column(const std::vector<float>& values) { return pl::Array(values, {static_cast<std::int64_t>(values.size()), 1}); }

std::vector<float> parabola(const std::vector<float>& x) {
  std::vector<float> y;
  for (const float value : x) y.push_back((value - 5) * (value - 5) / 25);
  return y;
}

// The golden ratio spreads points evenly, in no order.
std::vector<float> spread(int count, double offset) {
  std::vector<float> points;
  for (int i = 0; i < count; ++i) points.push_back(static_cast<float>(10 * std::fmod(offset + i * 0.6180339887498949, 1.0)));
  return points;
}

pl::Sequential network(const char* activation) {
  return pl::Sequential({pl::Input({1}), pl::Dense(64, {.activation = activation}), pl::Activation("linear"),
                         pl::Dense(32, {.activation = activation}), pl::Activation("linear"), pl::Dense(32, {.activation = activation}),
                         pl::Dense(1)});
}

void train(const pl::Sequential& model) {
  const std::vector<float> x = spread(1000, 0.1), x_test = spread(200, 0.35);
  model.compile({.optimizer = "adam", .loss = "mse"});
  model.fit(column(x), column(parabola(x)),
            {.batch_size = 10,
             .epochs = 25,
             .verbose = 0,
             .validation_data = pl::ValidationData{.x = column(x_test), .y = column(parabola(x_test))}});
}

}  // namespace

void slope_of_the_output(Report& report) {
  report.question("4. What is the derivative of the output with respect to the input?");
  pl::set_seed(4);
  const pl::Sequential model = network("relu");
  train(model);

  const pl::Variable slope = pl::gradient(model.output(), model.input(), {.reduce = "sum"});  // each example's own
  const pl::Function dydx({model.input()}, {model.output(), slope});
  report.say("The net of the question, fitted to y = (x - 5)^2 / 25. At x = 0.5 its slope is " +
             number(dydx({column({0.5F})})[1].item<double>()) + "; the parabola's is -0.3600.");

  const pl::Sequential smooth = network("tanh");  // relu's second derivative is zero; a smooth twin has one
  train(smooth);
  const pl::Variable first = pl::gradient(smooth.output(), smooth.input(), {.reduce = "sum"});
  const pl::Variable second = pl::gradient(first, smooth.input(), {.reduce = "sum"});
  const pl::Function curvature({smooth.input()}, {first, second});

  std::vector<float> x;
  for (int i = 0; i <= 100; ++i) x.push_back(static_cast<float>(i) / 10);
  const std::vector<pl::Array> of_relu = dydx({column(x)}), of_tanh = curvature({column(x)});
  std::vector<std::vector<std::string>> rows;
  for (std::int64_t i = 5; i <= 95; i += 15) {
    const double at = x[static_cast<std::size_t>(i)];
    rows.push_back({number(at, 1), number(of_relu[0].at<float>({i, 0})), number(of_relu[1].at<float>({i, 0})), number(2 * (at - 5) / 25),
                    number(of_tanh[0].at<float>({i, 0})), number(of_tanh[1].at<float>({i, 0}))});
  }
  report.table({"x", "y", "dy/dx", "2(x-5)/25", "dy/dx, tanh twin", "second, tanh twin"}, rows);
  report.say("The true second derivative is 0.0800 everywhere; a relu net's is zero wherever it exists, its tanh twin comes near.");

  const std::vector<double> xs(x.begin(), x.end());
  std::vector<double> truth;
  for (const double at : xs) truth.push_back(2 * (at - 5) / 25);
  report.picture(
      {.title = "Slope of the net and of the curve",
       .x_label = "x",
       .y_label = "dy/dx",
       .lines = {
           {"relu net", xs, of_relu[1].to_vector<double>()}, {"tanh twin", xs, of_tanh[0].to_vector<double>()}, {"2(x-5)/25", xs, truth}}});
}

}  // namespace examples
