#include "nn/model/table.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace pellucid::inline v0 {
namespace {

// Characters of UTF-8: bytes that do not continue one.
int text_width(std::string_view text) {
  return static_cast<int>(std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string first_characters(std::string_view text, int count) {
  std::size_t end = 0;
  while (end < text.size() && count-- > 0) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  }
  return std::string(text.substr(0, end));
}

std::string without_last_spaces(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// Words with the spaces behind them.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = text.find_first_not_of(' ', std::min(text.find(' '), text.size()));
    words.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end);
  }
  return words;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines = {""};
  for (const std::string& word : words_of(text)) {
    const bool fits = text_width(lines.back()) + text_width(without_last_spaces(word)) <= width;
    if (!fits && !lines.back().empty()) lines.emplace_back();
    lines.back() += word;
  }
  for (std::string& line : lines) {
    line = without_last_spaces(line);
    if (text_width(line) > width) line = first_characters(line, width - 1) + "…";
  }
  return lines;
}

// Widths with the margins. Those that are asked for do not leave room for margins and borders; each column gives up about as much of it.
std::vector<int> column_widths(const std::vector<Column>& columns, int width) {
  std::vector<int> widths;
  int before = 0;
  for (const Column& column : columns) {
    const int end = static_cast<int>(column.end * width);
    widths.push_back(end - before + 2);
    before = end;
  }
  int sum = 0;
  for (const int w : widths) sum += w;
  const int count = static_cast<int>(columns.size());
  int excess = sum - (width - count - 1);
  for (int i = 0; i < count; ++i) {
    const int share = static_cast<int>(std::nearbyint(static_cast<double>(excess) / (count - i)));
    widths[static_cast<std::size_t>(i)] -= share;
    excess -= share;
  }
  return widths;
}

struct Line {
  std::string_view left, fill, middle, right;
};
constexpr Line top = {"┏", "━", "┳", "┓"}, under_header = {"┡", "━", "╇", "┩"}, between = {"├", "─", "┼", "┤"},
               bottom = {"└", "─", "┴", "┘"};

std::string ruled(const Line& line, const std::vector<int>& widths) {
  std::string text(line.left);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    for (int k = 0; k < widths[i]; ++k) text += line.fill;
    text += i + 1 < widths.size() ? line.middle : line.right;
  }
  return text + "\n";
}

std::string row_text(const std::vector<std::string>& fields, const std::vector<Column>& columns, const std::vector<int>& widths,
                     std::string_view border) {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    cells.push_back(wrapped(fields[i], widths[i] - 2));
    height = std::max(height, cells.back().size());
  }
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    text += border;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = line < cells[i].size() ? cells[i][line] : "";
      const std::string space(static_cast<std::size_t>(std::max(0, widths[i] - 2 - text_width(cell))), ' ');
      text += " " + (columns[i].is_right ? space + cell : cell + space) + " " + std::string(border);
    }
    text += "\n";
  }
  return text;
}

}  // namespace

std::string draw_table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows, int width) {
  const std::vector<int> widths = column_widths(columns, width);
  std::vector<std::string> headers;
  for (const Column& column : columns) headers.push_back(column.header);
  std::string text = ruled(top, widths) + row_text(headers, columns, widths, "┃") + ruled(under_header, widths);
  for (std::size_t i = 0; i < rows.size(); ++i) text += (i == 0 ? "" : ruled(between, widths)) + row_text(rows[i], columns, widths, "│");
  return text + ruled(bottom, widths);
}

}  // namespace pellucid::inline v0
