// Reads "[0, :, 3]": item (',' item)* between brackets, where item is an integer, a slice or "...".
#include <charconv>
#include <utility>

#include <pellucid/selection.hpp>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

class SelectionParser {
 public:
  explicit SelectionParser(std::string_view text) : text_(text) {}

  std::vector<Selection::Item> parse() {
    std::vector<Selection::Item> items;
    demand("[", "'['");
    do items.push_back(item());
    while (take(","));
    demand("]", "',' or ']'");
    skip_spaces();
    if (position_ != text_.size()) fail("the end");
    return items;
  }

 private:
  Selection::Item item() {
    if (take("...")) return Ellipsis{};
    const std::optional<std::int64_t> first = integer();
    if (!take(":")) {
      if (!first) fail("an integer, ':' or '...'");
      return *first;
    }
    Slice slice{.start = first, .stop = integer()};
    if (take(":")) slice.step = integer().value_or(1);
    return slice;
  }

  std::optional<std::int64_t> integer() {
    skip_spaces();
    std::string_view rest = text_.substr(position_);
    const bool has_plus = rest.starts_with('+');
    if (has_plus) rest.remove_prefix(1);
    if (has_plus && rest.starts_with('-')) fail("an integer");
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error == std::errc::result_out_of_range) fail("an integer of 64 bits");
    if (error != std::errc()) return std::nullopt;
    position_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

  void skip_spaces() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
  }

  bool take(std::string_view token) {
    skip_spaces();
    if (!text_.substr(position_).starts_with(token)) return false;
    position_ += token.size();
    return true;
  }

  void demand(std::string_view token, const std::string& expected) {
    if (!take(token)) fail(expected);
  }

  [[noreturn]] void fail(const std::string& expected) const {
    const std::string_view rest = text_.substr(position_);
    refuse<ValueError>({.where = "Selection",
                        .what = "'" + std::string(text_) + "' cannot be read at position " + std::to_string(position_),
                        .expected = expected,
                        .received = rest.empty() ? "the end" : "'" + std::string(rest.substr(0, 20)) + "'",
                        .hint = "Write it as NumPy does: '[0, :, 3]', '[..., ::-1]'."});
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

Selection Selection::parse(std::string_view text) { return Selection(SelectionParser(text).parse()); }

}  // namespace pellucid::inline v0
