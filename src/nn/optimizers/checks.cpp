#include "nn/optimizers/checks.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

void check_range(std::string_view optimizer, std::string_view option, double value, bool is_inside, std::string_view range) {
  if (is_inside) return;
  refuse<ValueError>({.where = std::string(optimizer),
                      .what = fmt::format("'{}' is out of its range", option),
                      .expected = std::string(range),
                      .received = fmt::format("{}", value)});
}

}  // namespace

void check_not_negative(std::string_view optimizer, std::string_view option, double value) {
  check_range(optimizer, option, value, std::isfinite(value) && value >= 0, "a number from 0");
}
void check_learning_rate(std::string_view optimizer, double rate) {
  const bool fits = std::isfinite(static_cast<float>(rate)) && rate >= 0;
  check_range(optimizer, "learning_rate", rate, fits, "a number from 0 that float32 can hold");
}
void check_at_most_one(std::string_view optimizer, std::string_view option, double value) {
  check_range(optimizer, option, value, value >= 0 && value <= 1, "a number from 0 to 1");
}
void check_below_one(std::string_view optimizer, std::string_view option, double value) {
  check_range(optimizer, option, value, value >= 0 && value < 1, "a number from 0 to below 1");
}

}  // namespace pellucid::inline v0
