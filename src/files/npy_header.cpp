// {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
#include "files/npy_header.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/refuse.hpp"
#include "files/bytes.hpp"

namespace pellucid::inline v0 {
namespace {

class NpyHeaderParser {
 public:
  NpyHeaderParser(std::string_view text, const std::string& name, std::uint64_t offset) : text_(text), name_(name), offset_(offset) {}

  NpyHeader parse() {
    demand("{");
    while (!take("}")) {
      entry();
      if (take(",")) continue;
      demand("}");
      break;
    }
    skip_spaces();
    if (position_ != text_.size()) fail("the end of the header");
    if (!descr_ || !fortran_order_ || !shape_) fail("the entries 'descr', 'fortran_order' and 'shape'");
    return {.descr = *descr_, .fortran_order = *fortran_order_, .shape = *shape_};
  }

 private:
  void entry() {
    skip_spaces();
    const std::size_t begin = position_;
    const std::string key = string();
    demand(":");
    if (key == "descr" && !descr_) descr_ = descr();
    else if (key == "fortran_order" && !fortran_order_) fortran_order_ = boolean();
    else if (key == "shape" && !shape_) shape_ = tuple();
    else {
      position_ = begin;
      fail("'descr', 'fortran_order' and 'shape', each once");
    }
  }

  std::string descr() {
    skip_spaces();
    if (rest().starts_with("["))
      refuse<DtypeError>({.where = where(), .what = "the elements are records", .expected = "numbers", .received = quote(rest())});
    return string();
  }

  std::string string() {
    skip_spaces();
    const char mark = rest().empty() ? '\0' : rest().front();
    if (mark != '\'' && mark != '"') fail("a string");
    const std::size_t end = text_.find(mark, position_ + 1);
    if (end == std::string_view::npos) fail("a string that ends");
    const std::string_view value = text_.substr(position_ + 1, end - position_ - 1);
    if (value.find('\\') != std::string_view::npos) fail("a string without escapes");
    position_ = end + 1;
    return std::string(value);
  }

  bool boolean() {
    if (take("True")) return true;
    if (take("False")) return false;
    fail("True or False");
  }

  Shape tuple() {
    Shape shape;
    demand("(");
    while (!take(")")) {
      shape.push_back(extent());
      if (take(",")) continue;
      if (shape.size() == 1) fail("',', since (3) is no tuple");
      demand(")");
      break;
    }
    return shape;
  }

  std::int64_t extent() {
    skip_spaces();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest().data(), rest().data() + rest().size(), value);
    if (error != std::errc() || value < 0) fail("an extent: an integer from 0 to 9223372036854775807");
    position_ = static_cast<std::size_t>(end - text_.data());
    take("L");  // Python 2 wrote its long integers so
    return value;
  }

  std::string_view rest() const { return text_.substr(position_); }

  void skip_spaces() {
    while (!rest().empty() && (rest().front() == ' ' || rest().front() == '\n' || rest().front() == '\t' || rest().front() == '\r'))
      ++position_;
  }

  bool take(std::string_view token) {
    skip_spaces();
    if (!rest().starts_with(token)) return false;
    position_ += token.size();
    return true;
  }

  void demand(std::string_view token) {
    if (!take(token)) fail("'" + std::string(token) + "'");
  }

  std::string where() const { return name_ + ", byte " + std::to_string(offset_ + position_); }

  [[noreturn]] void fail(const std::string& expected) const {
    refuse<FormatError>({.where = where(),
                         .what = "the npy header cannot be read",
                         .expected = expected,
                         .received = rest().empty() ? "the end" : quote(rest().substr(0, 30))});
  }

  std::string_view text_;
  const std::string& name_;
  std::uint64_t offset_;
  std::size_t position_ = 0;
  std::optional<std::string> descr_;
  std::optional<bool> fortran_order_;
  std::optional<Shape> shape_;
};

std::string descr_of(DType dtype) {
  switch (dtype) {
    case DType::boolean: return "|b1";
    case DType::bfloat16: return "<V2";  // as ml_dtypes does: NumPy has no name for it
    default: break;
  }
  const char kind = is_floating(dtype) ? 'f' : is_signed(dtype) ? 'i' : 'u';
  return (size_of(dtype) == 1 ? "|" : "<") + std::string(1, kind) + std::to_string(size_of(dtype));
}

constexpr std::size_t longest_extent = 21;  // room for the digits of the first extent, as NumPy leaves

}  // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& name, std::uint64_t offset) {
  return NpyHeaderParser(text, name, offset).parse();
}

std::string npy_header_text(DType dtype, const Shape& shape) {
  std::string tuple;
  for (const std::int64_t extent : shape) tuple += (tuple.empty() ? "" : ", ") + std::to_string(extent);
  if (shape.size() == 1) tuple += ",";
  std::string text = "{'descr': '" + descr_of(dtype) + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
  if (!shape.empty()) text.append(longest_extent - std::to_string(shape[0]).size(), ' ');
  return text;
}

}  // namespace pellucid::inline v0
