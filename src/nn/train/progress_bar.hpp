// The line that Keras 3 draws while it trains: a bar on a terminal, one line at the end elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include <pellucid/model.hpp>

#include "nn/train/console.hpp"

namespace pellucid::inline v0 {

class ProgressBar {
 public:
  using Clock = std::function<double()>;  // seconds
  static double steady_seconds();

  /// `verbose` 0: nothing; 1: a bar, or on no terminal as 2; 2: a line at the end.
  ProgressBar(std::int64_t steps, int verbose, Console& console = Console::standard_output(), Clock clock = steady_seconds);

  /// Whether the bar is to be drawn after so many steps: not more often than every 50 ms.
  bool is_due(std::int64_t done);
  void draw(std::int64_t done, const Logs& logs);
  void finish(const Logs& logs);

 private:
  void draw_line(std::int64_t done, const Logs& logs, bool is_last);
  double seconds_a_step(std::int64_t done) const;
  std::string time_left(std::int64_t done) const;

  std::int64_t steps_;
  int verbose_;
  Console& console_;
  Clock clock_;
  double start_, now_, first_step_ = -1, drawn_ = -1;
  std::size_t width_ = 0;  // of the line drawn last, without escapes
};

/// Throws ValueError unless `verbose` is 0, 1 or 2.
void check_verbose(int verbose, std::string_view where);

}  // namespace pellucid::inline v0
