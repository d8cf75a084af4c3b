#include "files/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/refuse.hpp"
#include "files/zlib_memory.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::size_t packed_piece = std::size_t{1} << 16;

struct Inflater {
  explicit Inflater(const std::string& where) {
    state.zalloc = zlib_allocate;
    state.zfree = zlib_free;
    if (inflateInit2(&state, -MAX_WBITS) != Z_OK) refuse<ResourceError>({.where = where, .what = "there is not enough memory to unpack"});
  }
  ~Inflater() { inflateEnd(&state); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream state{};
};

class InflateStream final : public ByteStream {
 public:
  InflateStream(std::shared_ptr<const ByteSource> source, std::string name, std::uint64_t offset, std::uint64_t count, std::uint64_t size)
      : ByteStream(std::move(name), size),
        source_(std::move(source)),
        offset_(offset),
        packed_left_(count),
        piece_(packed_piece),
        inflater_(where()) {
    if (size == 0) finish();
  }

 private:
  void read_next(std::span<std::byte> out) override {
    const bool is_last = out.size() == left();
    while (!out.empty()) {
      const std::size_t filled = step(out);
      if (filled == 0 && ended_) fail("the packed data ends too early");
      out = out.subspan(filled);
    }
    if (is_last) finish();
  }

  // Behind the last byte there must be the end of the packed data, and nothing more.
  void finish() {
    std::byte beyond[1];
    while (!ended_)
      if (step(beyond) > 0) fail("the packed data goes on behind the last byte");
    if (packed_left_ > 0 || state_.avail_in > 0) fail("the packed data ends before its size says");
  }

  std::size_t step(std::span<std::byte> out) {
    if (state_.avail_in == 0) refill();
    const auto room = static_cast<uInt>(std::min<std::size_t>(out.size(), std::numeric_limits<uInt>::max()));
    state_.next_out = reinterpret_cast<Bytef*>(out.data());
    state_.avail_out = room;
    const int result = inflate(&state_, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) refuse<ResourceError>({.where = where(), .what = "there is not enough memory to unpack"});
    if (result != Z_OK && result != Z_STREAM_END) fail("the packed data is damaged");
    ended_ = result == Z_STREAM_END;
    return room - state_.avail_out;
  }

  void refill() {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(packed_left_, piece_.size()));
    if (count == 0) fail("the packed data ends too early");
    source_->read(offset_, std::span(piece_).first(count));
    offset_ += count;
    packed_left_ -= count;
    state_.next_in = reinterpret_cast<Bytef*>(piece_.data());
    state_.avail_in = static_cast<uInt>(count);
  }

  [[noreturn]] void fail(const std::string& what) const {
    refuse<FormatError>({.where = where(), .what = what, .hint = "The file may be cut short or damaged."});
  }

  std::shared_ptr<const ByteSource> source_;
  std::uint64_t offset_, packed_left_;
  std::vector<std::byte> piece_;
  Inflater inflater_;
  z_stream& state_ = inflater_.state;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> inflate_stream(std::shared_ptr<const ByteSource> source, std::string name, std::uint64_t offset,
                                           std::uint64_t count, std::uint64_t size) {
  return std::make_unique<InflateStream>(std::move(source), std::move(name), offset, count, size);
}

}  // namespace pellucid::inline v0
