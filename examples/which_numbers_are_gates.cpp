// Question 2. A stateful LSTM(10) returns ten numbers. Which of them are the gates?
#include <pellucid/pellucid.hpp>

#include "questions.hpp"
#include "table_file.hpp"

namespace pl = pellucid;

namespace examples {
namespace {

constexpr std::int64_t years = 30;  // of one series

std::vector<double> unit_over_time(const pl::Array& values, std::int64_t unit) {
  return values.select(pl::Selection({std::int64_t{0}, pl::Slice{}, unit})).to_vector<double>();
}

}  // namespace

void which_numbers_are_gates(const std::filesystem::path& data, Report& report) {
  report.question("2. Which of these ten numbers are the gates?");
  std::vector<float> spots;
  for (const auto& row : read_rows(data / "sunspots.csv")) spots.push_back(row[1] / 100);

  pl::set_seed(2);
  const pl::Sequential model({pl::Input({pl::unknown, 1}, {.batch_size = 1}), pl::LSTM(10, {.stateful = true, .name = "lstm"}),
                              pl::Dense(2, {.activation = "softmax", .name = "rises"})});
  model.compile({.optimizer = "adam", .loss = "categorical_crossentropy", .metrics = {"accuracy"}});

  // Series of 30 years, one year a batch; the state is carried on within a series and reset between two.
  const auto count = static_cast<std::int64_t>(spots.size()) - 1;
  double last_accuracy = 0;
  for (int epoch = 0; epoch < 10; ++epoch) {
    for (std::int64_t start = 0; start + years <= count; start += years) {
      pl::Array x = pl::Array::zeros({years, 1, 1}), y = pl::Array::zeros({years, 2});
      for (std::int64_t t = 0; t < years; ++t) {
        const auto year = static_cast<std::size_t>(start + t);
        x.set({t, 0, 0}, spots[year]);
        y.set({t, spots[year + 1] > spots[year] ? 1 : 0}, 1.0);
      }
      last_accuracy = model.fit(x, y, {.batch_size = 1, .verbose = 0, .shuffle = false})["accuracy"].back();
      model.reset_states();
    }
  }
  report.say("An LSTM is trained to say whether the sunspots will rise next year; accuracy on the last series " + number(last_accuracy, 2) +
             ".");
  report.say(
      "None of the ten numbers that it returns is a gate: they are the hidden state. The gates have paths of their own, at every step:");

  const pl::Array series(std::vector<float>(spots.begin(), spots.begin() + years), {1, years, 1});
  const std::vector<std::string> paths = {"lstm/input_gate",  "lstm/forget_gate", "lstm/candidate",
                                          "lstm/output_gate", "lstm/cell_state",  "lstm/hidden_state"};
  const pl::Arrays values = pl::Inspector(model).read(paths, series);  // [batch, time, units]; the model's state does not move

  std::vector<std::vector<std::string>> rows;
  for (std::int64_t t = 0; t < 8; ++t) {
    rows.push_back({std::to_string(1700 + t), number(series.at<float>({0, t, 0}) * 100, 0)});
    for (const std::string& path : paths) rows.back().push_back(number(values[path].at<float>({0, t, 0})));
  }
  report.say("Unit 0 in the first years:");
  report.table({"year", "spots", "input gate", "forget gate", "candidate", "output gate", "cell state", "hidden state"}, rows);

  std::vector<double> calendar;
  for (std::int64_t t = 0; t < years; ++t) calendar.push_back(static_cast<double>(1700 + t));
  Plot plot{.title = "Unit 0 of the LSTM", .x_label = "year", .y_label = "value", .lines = {}};
  for (const std::string& path : paths) plot.lines.push_back({path.substr(5), calendar, unit_over_time(values[path], 0)});
  report.picture(plot);
}

}  // namespace examples
