// The table of functions in docs/accuracy.md, measured: compiled code in float32 against the same graph in float64.
#include <gmock/gmock.h>

#include <pellucid/derive.hpp>
#include <pellucid/function.hpp>

#include <bit>
#include <cmath>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <sstream>

#include "harness/application.hpp"
#include "harness/meaning.hpp"
#include "harness/sampled.hpp"

namespace pellucid::inline v0 {
namespace {

// Floats of every size, and more of those between 1/1000 and 1000.
std::vector<float> floats() {
  std::vector<float> all;
  for (std::uint64_t bits = 0; bits <= 0xffffffff; bits += 0x1fffd) all.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  for (std::uint32_t bits = 0x3a800000; bits < 0x447a0000; bits += 0x1fff)
    for (const std::uint32_t sign : {0U, 0x80000000U}) all.push_back(std::bit_cast<float>(bits | sign));
  std::erase_if(all, [](float x) { return !std::isfinite(x); });
  return all;
}

double unit(double at) {
  int exponent = 0;
  std::frexp(at, &exponent);
  return std::ldexp(1.0, std::max(exponent - 24, -149));
}

struct Errors {
  double value = 0, slope = 0;
  float value_at = 0, slope_at = 0;
};

Errors measured(const Op& op) {
  const std::vector<float> points = floats();
  const Shape shape = {static_cast<std::int64_t>(points.size())};
  const Array at = Array::copy_of(points.data(), shape);
  const Variable x = input("x", dims_of(shape)), y = apply(op, {x});
  const Variable slope = gradient(y, x, {.reduce = "sum"});
  const Variable curvature = gradient(slope, x, {.reduce = "sum", .if_disconnected = IfDisconnected::zero});
  const std::vector<Array> compiled = Function({x}, {y, slope})({at});
  const std::vector<Array> exact = evaluate({y, slope, curvature}, {{x, at}}, {.float64 = true});
  std::vector<std::vector<double>> got, wanted;
  for (const Array& each : compiled) got.push_back(each.to_vector<double>());
  for (const Array& each : exact) wanted.push_back(each.to_vector<double>());
  constexpr double largest = std::numeric_limits<float>::max(), smallest = std::numeric_limits<float>::min();
  Errors worst;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!(std::abs(wanted[0][i]) < largest)) continue;
    const double value = std::abs(got[0][i] - wanted[0][i]) / unit(wanted[0][i]);
    if (!(value <= worst.value)) worst.value = value, worst.value_at = points[i];
    const double error = std::abs(got[1][i] - wanted[1][i]);
    if (!(std::abs(wanted[1][i]) < largest) || error <= smallest) continue;
    const double moved = std::abs(wanted[2][i]) * unit(static_cast<double>(points[i]));
    const double of_slope = error / std::max(unit(wanted[1][i]), std::isfinite(moved) ? moved : 0);
    if (!(of_slope <= worst.slope)) worst.slope = of_slope, worst.slope_at = points[i];
  }
  return worst;
}

// The rows of the table | function | value | slope |.
std::map<std::string, Errors> table_in_document() {
  std::ifstream file(std::string(PELLUCID_SOURCE_DIR) + "/docs/accuracy.md");
  std::map<std::string, Errors> rows;
  std::string line;
  while (std::getline(file, line) && !line.starts_with("| function | value")) {
  }
  while (std::getline(file, line) && line.starts_with("|")) {
    std::istringstream words(line);
    std::string bar, name;
    Errors errors;
    if (words >> bar >> name >> bar >> errors.value >> bar >> errors.slope) rows.emplace(name, errors);
  }
  return rows;
}

TEST(Accuracy, of_functions_is_as_documented) {
  const std::map<std::string, Errors> documented = table_in_document();
  std::size_t functions = 0;
  for (const auto& [op, samples] : sampled_ops) {
    if (!op->elementwise || op->most_inputs != 1 || (op->derivative != Derivative::slopes && op->derivative != Derivative::pullback) ||
        !has_edges(*op) || op->name == "threshold")
      continue;
    const Errors errors = measured(*op);
    ++functions;
    std::cout << "| " << op->name << " | " << errors.value << " | " << errors.slope << " | at " << errors.value_at << ", "
              << errors.slope_at << "\n";
    const auto row = documented.find(std::string(op->name));
    if (row == documented.end()) {
      ADD_FAILURE() << op->name << " has no row in docs/accuracy.md";
      continue;
    }
    EXPECT_LE(errors.value, row->second.value) << op->name << " at " << errors.value_at;
    EXPECT_LE(errors.slope, row->second.slope) << op->name << " at " << errors.slope_at;
  }
  EXPECT_EQ(documented.size(), functions) << "a row of no function";
}

}  // namespace
}  // namespace pellucid::inline v0
