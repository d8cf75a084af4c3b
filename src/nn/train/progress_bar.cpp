#include "nn/train/progress_bar.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::int64_t bar_width = 20;
constexpr double least_interval = 0.05;
constexpr std::string_view bold = "\x1b[1m", green = "\x1b[32m", grey = "\x1b[37m", plain = "\x1b[0m";

std::string repeated(std::string_view text, std::int64_t times) {
  std::string all;
  for (std::int64_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string counted(std::int64_t done, std::int64_t steps) { return fmt::format("{:>{}}/{}", done, std::to_string(steps).size(), steps); }

std::string per_step(double seconds) {
  if (seconds >= 1 || seconds == 0) return fmt::format("{:.0f}s/step", seconds);
  return seconds >= 1e-3 ? fmt::format("{:.0f}ms/step", seconds * 1e3) : fmt::format("{:.0f}us/step", seconds * 1e6);
}

std::string values_of(const Logs& logs) {
  // In the order of Keras: those of the training first, each part sorted.
  std::string text;
  for (const bool validation : {false, true})
    for (const auto& [name, value] : logs)
      if (name.starts_with("val_") == validation)
        text += fmt::format(std::abs(value) > 1e-3 ? fmt::runtime(" - {}: {:.4f}") : fmt::runtime(" - {}: {:.4e}"), name, value);
  return text;
}

}  // namespace

double ProgressBar::steady_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

ProgressBar::ProgressBar(std::int64_t steps, int verbose, Console& console, Clock clock)
    : steps_(steps),
      verbose_(verbose == 1 && !console.is_terminal() ? 2 : verbose),
      console_(console),
      clock_(std::move(clock)),
      start_(clock_()),
      now_(start_) {}

bool ProgressBar::is_due(std::int64_t done) {
  if (verbose_ == 0) return false;
  if (done > 1 && verbose_ == 2) return false;
  now_ = clock_();
  if (done == 1) first_step_ = now_;
  return verbose_ == 1 && (drawn_ < 0 || now_ - drawn_ >= least_interval);
}

// The first step, which may compile, is left out as soon as there is another.
double ProgressBar::seconds_a_step(std::int64_t done) const {
  if (first_step_ >= 0 && done > 1) return (now_ - first_step_) / static_cast<double>(done - 1);
  return (now_ - start_) / static_cast<double>(std::max<std::int64_t>(done, 1));
}

std::string ProgressBar::time_left(std::int64_t done) const {
  const double left = seconds_a_step(done) * static_cast<double>(steps_ - done);
  const auto seconds = static_cast<std::int64_t>(left);
  if (left > 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds % 3600 / 60, seconds % 60);
  return left > 60 ? fmt::format("{}:{:02}", seconds / 60, seconds % 60) : fmt::format("{}s", seconds);
}

void ProgressBar::draw(std::int64_t done, const Logs& logs) { draw_line(done, logs, false); }

void ProgressBar::finish(const Logs& logs) {
  if (verbose_ == 0) return;
  now_ = clock_();
  draw_line(steps_, logs, true);
}

void ProgressBar::draw_line(std::int64_t done, const Logs& logs, bool is_last) {
  const std::string count = counted(done, steps_);
  const std::string time = is_last ? fmt::format("{:.0f}s", now_ - start_) : time_left(done);
  const std::string values = per_step(seconds_a_step(done)) + values_of(logs);
  if (verbose_ == 2) {
    console_.write(fmt::format("{} - {} - {}\n", count, time, values));
    return;
  }
  const std::int64_t filled = bar_width * done / steps_;
  std::string text = std::string(width_, '\b') + "\r";
  text += fmt::format("{}{}{} ", bold, count, plain);
  if (filled > 0) text += fmt::format("{}{}{}", green, repeated("━", filled), plain);
  text += fmt::format("{}{}{}", grey, repeated("━", bar_width - filled), plain);
  text += fmt::format(" {}{}{} {}", bold, time, plain, values);
  const std::size_t width = count.size() + 1 + static_cast<std::size_t>(bar_width) + 1 + time.size() + 1 + values.size();
  if (width_ > width) text += std::string(width_ - width, ' ');
  width_ = width;
  drawn_ = now_;
  console_.write(is_last ? text + "\n" : text);
}

void check_verbose(int verbose, std::string_view where) {
  if (verbose >= 0 && verbose <= 2) return;
  refuse<ValueError>(
      {.where = std::string(where), .what = "'verbose' is unknown", .expected = "0, 1 or 2", .received = std::to_string(verbose)});
}

}  // namespace pellucid::inline v0
