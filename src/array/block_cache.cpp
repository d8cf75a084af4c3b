#include "array/block_cache.hpp"

#include <algorithm>
#include <cstdlib>
#include <ranges>

namespace pellucid::inline v0 {
namespace {

#if defined(PELLUCID_SANITIZED)  // whose memory must be seen to be freed
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

}  // namespace

std::byte* BlockCache::take(std::size_t bytes) {
  if (bytes < least_block) return nullptr;
  const std::scoped_lock lock(guard_);
  const auto found = std::ranges::find_if(blocks_ | std::views::reverse, [&](const Block& block) { return block.bytes == bytes; });
  if (found == blocks_.rend()) return nullptr;
  std::byte* memory = found->memory;
  blocks_.erase(std::next(found).base());
  total_ -= bytes;
  return memory;
}

bool BlockCache::keep(std::byte* memory, std::size_t bytes) {
  if (is_sanitized || bytes < least_block || bytes > most_bytes / 2) return false;
  const std::scoped_lock lock(guard_);
  blocks_.push_back({memory, bytes});
  total_ += bytes;
  auto kept = blocks_.begin();
  for (; total_ > most_bytes; ++kept) {
    total_ -= kept->bytes;
    std::free(kept->memory);  // NOLINT(cppcoreguidelines-no-malloc)
  }
  blocks_.erase(blocks_.begin(), kept);
  return true;
}

void BlockCache::clear() {
  const std::scoped_lock lock(guard_);
  for (const Block& block : blocks_) std::free(block.memory);  // NOLINT(cppcoreguidelines-no-malloc)
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
