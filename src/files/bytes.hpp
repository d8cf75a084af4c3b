// Bytes to be read: by offset, in order, or as little-endian numbers. Each knows where it is, so that errors can give an offset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pellucid::inline v0 {

/// Text from a file, fit for a message: quoted, not too long, control characters spelled out.
std::string quote(std::string_view text);

/// The bytes of a text.
inline std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

/// Bytes that can be read at any offset: a file, or memory.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  virtual const std::string& name() const = 0;  ///< for messages: "file 'weights.npz'"
  virtual std::uint64_t size() const = 0;
  /// Fills `out`. Throws FormatError when the bytes end before, FileError.
  void read(std::uint64_t offset, std::span<std::byte> out) const;
  std::vector<std::byte> read(std::uint64_t offset, std::uint64_t count) const;  ///< checked before memory is taken

 protected:
  virtual void read_within(std::uint64_t offset, std::span<std::byte> out) const = 0;

 private:
  void check_within(std::uint64_t offset, std::uint64_t count) const;
};

/// Bytes that come in order: a file from its start, or an archive's member as it is unpacked.
class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;

  /// Fills `out`. Throws FormatError when the bytes end before or, with the last of them, turn out to be damaged.
  void read(std::span<std::byte> out);
  std::uint64_t position() const { return position_; }
  std::uint64_t left() const { return size_ - position_; }
  const std::string& name() const { return name_; }
  std::string where() const;  ///< "file 'x.npy', byte 12"
  std::string where(std::uint64_t position) const;

 protected:
  ByteStream(std::string name, std::uint64_t size) : name_(std::move(name)), size_(size) {}
  virtual void read_next(std::span<std::byte> out) = 0;

 private:
  std::string name_;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;
};

/// A part of a source, from its start to its end.
class SourceStream final : public ByteStream {
 public:
  explicit SourceStream(std::shared_ptr<const ByteSource> source);

 private:
  void read_next(std::span<std::byte> out) override;
  std::shared_ptr<const ByteSource> source_;
};

/// Little-endian numbers, one after the other. Throws FormatError when the bytes end.
class ByteCursor {
 public:
  /// `offset` is where the bytes lie in what `name` names.
  ByteCursor(std::span<const std::byte> bytes, std::string name, std::uint64_t offset);

  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  std::string_view text(std::size_t count);
  void skip(std::size_t count) { text(count); }
  std::size_t left() const { return bytes_.size() - position_; }
  std::uint64_t offset() const { return offset_ + position_; }
  const std::string& name() const { return name_; }
  std::string where() const;

 private:
  std::uint64_t number(std::size_t count);

  std::span<const std::byte> bytes_;
  std::string name_;
  std::uint64_t offset_;
  std::size_t position_ = 0;
};

}  // namespace pellucid::inline v0
