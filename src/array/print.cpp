// Words in nested brackets, wrapped and summarised as NumPy does (numpy/_core/arrayprint.py, version 2.4).
#include <algorithm>
#include <limits>
#include <ostream>

#include <pellucid/array.hpp>

#include "array/convert.hpp"
#include "array/float_text.hpp"
#include "array/words.hpp"

namespace pellucid::inline v0 {
namespace {

std::string without_trailing_spaces(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// The first and last `edge` elements of every long axis.
Array corners(Array array, std::int64_t edge) {
  for (std::int64_t axis = 0; axis < static_cast<std::int64_t>(array.rank()); ++axis) {
    if (array.shape(axis) <= 2 * edge) continue;
    Shape shape = array.shape();
    shape[static_cast<std::size_t>(axis)] = 2 * edge;
    const Array kept = Array::uninitialized(shape, array.dtype());
    kept.slice(axis, {.stop = edge}).assign(array.slice(axis, {.stop = edge}));
    kept.slice(axis, {.start = edge}).assign(array.slice(axis, {.start = -edge}));
    array = kept;
  }
  return array;
}

class ArrayPrinter {
 public:
  ArrayPrinter(const Array& array, const PrintOptions& options, std::string separator)
      : separator_(std::move(separator)),
        bare_separator_(without_trailing_spaces(separator_)),
        edge_(std::clamp<std::int64_t>(options.edge_items, 1, std::numeric_limits<std::int64_t>::max() / 2)),
        summarises_(array.size() > options.threshold),
        full_shape_(array.shape()) {
    const Array shown = summarises_ ? corners(array, edge_) : array;
    shape_ = shown.shape();
    words_ = element_words(shown, options);
  }

  std::string print(const std::string& indent, int width) {
    next_ = 0;
    return print_axis(0, indent, width);
  }

 private:
  bool is_cut(std::size_t axis) const { return summarises_ && full_shape_[axis] > 2 * edge_; }

  std::string print_axis(std::size_t axis, const std::string& indent, int width) {
    if (axis == shape_.size()) return words_[next_++];
    return "[" + (axis + 1 == shape_.size() ? print_row(axis, indent, width) : print_blocks(axis, indent, width)) + "]";
  }

  // The last axis: words side by side, broken where a line is full.
  std::string print_row(std::size_t axis, const std::string& indent, int width) {
    const std::size_t room = static_cast<std::size_t>(std::max(0, width - std::max(static_cast<int>(bare_separator_.size()), 1)));
    std::string lines, line = indent;
    const auto append = [&](const std::string& word) {
      if (line.size() + word.size() > room && line.size() > indent.size()) {
        lines += without_trailing_spaces(line) + "\n";
        line = indent;
      }
      line += word;
    };
    for (std::int64_t i = 0; i < shape_[axis]; ++i) {
      if (i > 0) line += separator_;
      if (i == edge_ && is_cut(axis)) {
        append("...");
        line += separator_;
      }
      append(words_[next_++]);
    }
    return (lines + line).substr(indent.size());
  }

  // An outer axis: one block below the other, with more empty lines the further out.
  std::string print_blocks(std::size_t axis, const std::string& indent, int width) {
    const std::string between = bare_separator_ + std::string(shape_.size() - axis - 1, '\n') + indent;
    std::string text;
    for (std::int64_t i = 0; i < shape_[axis]; ++i) {
      if (i > 0) text += between;
      if (i == edge_ && is_cut(axis)) text += "..." + between;
      text += print_axis(axis + 1, indent + " ", width - 1);
    }
    return text;
  }

  std::string separator_, bare_separator_;
  std::int64_t edge_;
  bool summarises_;
  Shape full_shape_, shape_;
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

std::string tuple_text(const Shape& shape) {
  std::string text = "(";
  for (std::size_t axis = 0; axis < shape.size(); ++axis) text += (axis > 0 ? ", " : "") + std::to_string(shape[axis]);
  return text + (shape.size() == 1 ? ",)" : ")");
}

bool is_default_dtype(DType dtype) { return dtype == DType::boolean || dtype == DType::int64 || dtype == DType::float64; }

}  // namespace

std::string Array::to_string(const PrintOptions& options) const {
  if (rank() == 0 && is_floating(dtype())) return scalar_text(item<double>(), dtype());  // a single number is not cut to a precision
  if (size() == 0) return "[]";
  return ArrayPrinter(*this, options, " ").print(" ", options.line_width);
}

std::string Array::repr(const PrintOptions& options) const {
  const std::string prefix = "array(";
  std::string text =
      prefix +
      (size() == 0 ? "[]" : ArrayPrinter(*this, options, ", ").print(" " + std::string(prefix.size(), ' '), options.line_width - 1));
  std::string extra;
  if ((size() == 0 && shape() != Shape{0}) || size() > options.threshold) extra = "shape=" + tuple_text(shape());
  if (size() == 0 || !is_default_dtype(dtype())) extra += (extra.empty() ? "dtype=" : ", dtype=") + std::string(name(dtype()));
  if (extra.empty()) return text + ")";
  extra += ")";
  text += ",";
  const std::size_t last_line = text.size() - (text.rfind('\n') + 1);  // right also where there is no newline
  const bool fits = last_line + extra.size() + 1 <= static_cast<std::size_t>(std::max(0, options.line_width));
  return text + (fits ? " " : "\n" + std::string(prefix.size(), ' ')) + extra;
}

std::ostream& operator<<(std::ostream& stream, const Array& array) { return stream << array.to_string(); }

}  // namespace pellucid::inline v0
