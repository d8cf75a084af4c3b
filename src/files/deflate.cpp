#include "files/deflate.hpp"

#include <zlib.h>

#include <algorithm>

#include "base/refuse.hpp"
#include "files/zlib_memory.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::size_t unpacked_piece = std::size_t{1} << 30;  // zlib counts in 32 bits
constexpr std::size_t packed_bytes_at_once = std::size_t{1} << 16;

struct Deflater {
  explicit Deflater(const std::string& where) {
    state.zalloc = zlib_allocate;
    state.zfree = zlib_free;
    if (deflateInit2(&state, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      refuse<ResourceError>({.where = where, .what = "there is not enough memory to pack"});
  }
  ~Deflater() { deflateEnd(&state); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  // Packs all that is waiting; with Z_FINISH, also what zlib has held back.
  void run(int flush, std::vector<std::byte>& packed) {
    do {
      state.next_out = reinterpret_cast<Bytef*>(piece.data());
      state.avail_out = static_cast<uInt>(piece.size());
      deflate(&state, flush);
      packed.insert(packed.end(), piece.begin(), piece.end() - state.avail_out);
    } while (state.avail_out == 0);
  }

  z_stream state{};
  std::vector<std::byte> piece = std::vector<std::byte>(packed_bytes_at_once);
};

}  // namespace

std::vector<std::byte> deflate_bytes(const std::vector<std::span<const std::byte>>& parts, const std::string& where) {
  Deflater deflater(where);
  std::vector<std::byte> packed;
  for (std::span<const std::byte> part : parts)
    while (!part.empty()) {
      const std::size_t count = std::min(part.size(), unpacked_piece);
      deflater.state.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(part.data()));
      deflater.state.avail_in = static_cast<uInt>(count);
      deflater.run(Z_NO_FLUSH, packed);
      part = part.subspan(count);
    }
  deflater.run(Z_FINISH, packed);
  return packed;
}

}  // namespace pellucid::inline v0
