// Line plots as SVG: a frame, round ticks, a colour a line.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "report.hpp"

namespace examples {
namespace {

constexpr double width = 760, height = 380, left = 70, right = 150, top = 40, bottom = 50;
constexpr std::array colours = {"#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b"};

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  double span() const { return high > low ? high - low : 1; }
};

// 1, 2 or 5 times a power of ten, for about six ticks.
double tick_step(double span) {
  const double rough = span / 6, power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power) return factor * power;
  return 10 * power;
}

std::string coordinate(double value) { return number(value, 1); }

std::string text(double x, double y, const std::string& anchor, const std::string& content) {
  return "<text x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" text-anchor=\"" + anchor + R"(" font-size="13">)" + content +
         "</text>\n";
}

std::string rule(double x1, double y1, double x2, double y2) {
  return "<line x1=\"" + coordinate(x1) + "\" y1=\"" + coordinate(y1) + "\" x2=\"" + coordinate(x2) + "\" y2=\"" + coordinate(y2) +
         "\" stroke=\"#ddd\"/>\n";
}

}  // namespace

std::string to_svg(const Plot& plot) {
  Range xs, ys;
  for (const Line& line : plot.lines) {
    for (const double x : line.x) xs.include(x);
    for (const double y : line.y) ys.include(y);
  }
  const double inner_width = width - left - right, inner_height = height - top - bottom;
  const auto at_x = [&](double x) { return left + (x - xs.low) / xs.span() * inner_width; };
  const auto at_y = [&](double y) { return top + (ys.high - y) / ys.span() * inner_height; };

  std::string svg = "<svg viewBox=\"0 0 " + coordinate(width) + " " + coordinate(height) + "\" width=\"" + coordinate(width) +
                    "\" xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\">\n";
  svg += text(left, top - 16, "start", plot.title) + text(left + inner_width / 2, height - 10, "middle", plot.x_label);
  svg += "<text transform=\"translate(16 " + coordinate(top + inner_height / 2) +
         ") rotate(-90)\" text-anchor=\"middle\" font-size=\"13\">" + plot.y_label + "</text>\n";
  const double x_step = tick_step(xs.span()), y_step = tick_step(ys.span());
  for (double x = std::ceil(xs.low / x_step) * x_step; x <= xs.high + 1e-9 * xs.span(); x += x_step)
    svg +=
        rule(at_x(x), top, at_x(x), top + inner_height) + text(at_x(x), top + inner_height + 18, "middle", number(x, x_step < 1 ? 1 : 0));
  for (double y = std::ceil(ys.low / y_step) * y_step; y <= ys.high + 1e-9 * ys.span(); y += y_step)
    svg += rule(left, at_y(y), left + inner_width, at_y(y)) + text(left - 6, at_y(y) + 4, "end", number(y, y_step < 0.1 ? 2 : 1));

  for (std::size_t i = 0; i < plot.lines.size(); ++i) {
    const Line& line = plot.lines[i];
    const std::string colour = colours[i % colours.size()];
    svg += R"(<polyline fill="none" stroke-width="2" stroke=")" + colour + "\" points=\"";
    for (std::size_t k = 0; k < line.x.size(); ++k) svg += coordinate(at_x(line.x[k])) + "," + coordinate(at_y(line.y[k])) + " ";
    svg += "\"/>\n<g fill=\"" + colour + "\">" + text(width - right + 12, top + 14 + 20 * static_cast<double>(i), "start", line.name) +
           "</g>\n";
  }
  return svg + "</svg>\n";
}

}  // namespace examples
