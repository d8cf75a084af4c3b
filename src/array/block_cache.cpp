#include "array/block_cache.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <iterator>

#include <sys/mman.h>

#include "array/allocate.hpp"

namespace pellucid::inline v0 {
namespace {

#if defined(PELLUCID_SANITIZED)  // whose memory must be seen to be freed
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

}  // namespace

std::size_t block_size(std::size_t bytes) {
  const std::size_t step = is_sanitized ? buffer_alignment : std::bit_floor(bytes) / 8;  // no room to write past the end unseen
  return (bytes + step - 1) / step * step;
}

std::byte* new_block(std::size_t block_size) {
  if (is_sanitized) return static_cast<std::byte*>(std::aligned_alloc(buffer_alignment, block_size));
  void* pages = mmap(nullptr, block_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return pages == MAP_FAILED ? nullptr : static_cast<std::byte*>(pages);
}

void free_block(std::byte* memory, std::size_t block_size) {
  if (is_sanitized) std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc): aligned_alloc's partner
  else munmap(memory, block_size);
}

BlockCache::Block BlockCache::take(std::size_t bytes) {
  if (bytes < least_block) return {};
  const std::scoped_lock lock(guard_);
  auto best = blocks_.rend();
  for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
    if (block->bytes < bytes || block->bytes > bytes + bytes / 4) continue;
    if (best == blocks_.rend() || block->bytes < best->bytes) best = block;
    if (best->bytes == bytes) break;
  }
  if (best == blocks_.rend()) return {};
  const Block taken = *best;
  blocks_.erase(std::next(best).base());
  total_ -= taken.bytes;
  return taken;
}

bool BlockCache::keep(std::byte* memory, std::size_t bytes) {
  if (is_sanitized || bytes < least_block || bytes > most_bytes / 2) return false;
  const std::scoped_lock lock(guard_);
  blocks_.push_back({memory, bytes, ++given_back_});
  total_ += bytes;
  auto kept = blocks_.begin();
  for (; total_ > most_bytes || given_back_ - kept->kept_at > most_passed; ++kept) {
    total_ -= kept->bytes;
    free_block(kept->memory, kept->bytes);
  }
  blocks_.erase(blocks_.begin(), kept);
  return true;
}

void BlockCache::clear() {
  const std::scoped_lock lock(guard_);
  for (const Block& block : blocks_) free_block(block.memory, block.bytes);
  blocks_.clear();
  total_ = 0;
}

std::size_t BlockCache::bytes() const {
  const std::scoped_lock lock(guard_);
  return total_;
}

BlockCache& block_cache() {
  static BlockCache* const cache = new BlockCache;
  return *cache;
}

}  // namespace pellucid::inline v0
