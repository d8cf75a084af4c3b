#include "report.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace examples {
namespace {

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '&': safe += "&amp;"; break;
      default: safe += letter;
    }
  }
  return safe;
}

// Columns are as wide as their widest cell, counted in code points.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

void print_row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  for (std::size_t i = 0; i < cells.size(); ++i)
    std::cout << (i > 0 ? "  " : "    ") << std::string(widths[i] - width_of(cells[i]), ' ') << cells[i];
  std::cout << '\n';
}

std::string html_row(const std::vector<std::string>& cells, const char* tag) {
  std::string row = "<tr>";
  for (const std::string& cell : cells) row += std::string("<") + tag + ">" + escaped(cell) + "</" + tag + ">";
  return row + "</tr>\n";
}

constexpr const char* page_head =
    "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Pellucid: four questions, answered</title>\n"
    "<style>body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}h2{margin-top:2em}"
    "table{border-collapse:collapse;font-family:monospace}td,th{padding:.1em .8em;text-align:right}th{border-bottom:1px solid #999}"
    "svg{max-width:100%;height:auto}</style>\n<h1>Four questions, answered</h1>\n";

}  // namespace

std::string number(double value, int digits) {
  std::string text(64, '\0');
  text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.*f", digits, value)));
  return text;
}

void Report::question(const std::string& text) {
  std::cout << '\n' << text << '\n' << std::string(width_of(text), '=') << '\n';
  html_ += "<h2>" + escaped(text) + "</h2>\n";
}

void Report::say(const std::string& text) {
  std::cout << text << '\n';
  html_ += "<p>" + escaped(text) + "</p>\n";
}

void Report::table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(header.size());
  for (std::size_t i = 0; i < header.size(); ++i) {
    widths[i] = width_of(header[i]);
    for (const auto& row : rows) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  html_ += "<table>" + html_row(header, "th");
  print_row(header, widths);
  for (const auto& row : rows) {
    print_row(row, widths);
    html_ += html_row(row, "td");
  }
  html_ += "</table>\n";
}

void Report::picture(const Plot& plot) { html_ += to_svg(plot); }

void Report::write(const std::filesystem::path& file) const {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file);
  out << page_head << html_;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace examples
