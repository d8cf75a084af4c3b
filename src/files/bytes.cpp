#include "files/bytes.hpp"

#include <array>
#include <cstring>
#include <utility>

#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::size_t longest_quoted = 120;

std::string at_byte(const std::string& name, std::uint64_t offset) { return name + ", byte " + std::to_string(offset); }

[[noreturn]] void refuse_end(const std::string& where, std::uint64_t expected, std::uint64_t received) {
  refuse<FormatError>({.where = where,
                       .what = "the bytes end too early",
                       .expected = std::to_string(expected) + " more",
                       .received = std::to_string(received),
                       .hint = "The file may be cut short or damaged."});
}

}  // namespace

std::string quote(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string result = "'";
  for (const char letter : text.substr(0, longest_quoted)) {
    const auto code = static_cast<unsigned char>(letter);
    if (code < 0x20 || code == 0x7f) result += {'\\', 'x', digits[code >> 4], digits[code & 15]};
    else result += letter;
  }
  return result + (text.size() > longest_quoted ? "...'" : "'");
}

void ByteSource::check_within(std::uint64_t offset, std::uint64_t count) const {
  const std::uint64_t available = offset < size() ? size() - offset : 0;
  if (count > available) refuse_end(at_byte(name(), offset), count, available);
}

void ByteSource::read(std::uint64_t offset, std::span<std::byte> out) const {
  check_within(offset, out.size());
  if (!out.empty()) read_within(offset, out);
}

std::vector<std::byte> ByteSource::read(std::uint64_t offset, std::uint64_t count) const {
  check_within(offset, count);
  std::vector<std::byte> bytes(static_cast<std::size_t>(count));
  read(offset, std::span(bytes));
  return bytes;
}

void ByteStream::read(std::span<std::byte> out) {
  if (out.size() > left()) refuse_end(where(), out.size(), left());
  if (!out.empty()) read_next(out);
  position_ += out.size();
}

std::string ByteStream::where() const { return where(position_); }
std::string ByteStream::where(std::uint64_t position) const { return at_byte(name_, position); }

SourceStream::SourceStream(std::shared_ptr<const ByteSource> source)
    : ByteStream(source->name(), source->size()), source_(std::move(source)) {}

void SourceStream::read_next(std::span<std::byte> out) { source_->read(position(), out); }

ByteCursor::ByteCursor(std::span<const std::byte> bytes, std::string name, std::uint64_t offset)
    : bytes_(bytes), name_(std::move(name)), offset_(offset) {}

std::string ByteCursor::where() const { return at_byte(name_, offset()); }

std::string_view ByteCursor::text(std::size_t count) {
  if (count > left()) refuse_end(where(), count, left());
  const auto* begin = reinterpret_cast<const char*>(bytes_.data() + position_);
  position_ += count;
  return {begin, count};
}

std::uint64_t ByteCursor::number(std::size_t count) {
  const std::string_view bytes = text(count);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return value;
}

}  // namespace pellucid::inline v0
