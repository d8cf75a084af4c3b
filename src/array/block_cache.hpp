// Large blocks of memory that were given back, for the next array of that size or a little less.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace pellucid::inline v0 {

/// Memory of large arrays: pages of the system's own, so that they go back to it whole and leave no holes between small things. Sizes are rounded
/// up to eight a doubling, so that arrays of nearly equal lengths use the same blocks one after the other.
std::size_t block_size(std::size_t bytes);
std::byte* new_block(std::size_t block_size);  ///< null where there is no memory
void free_block(std::byte* memory, std::size_t block_size);

/// The system's allocator gives large blocks back to the kernel, and every page of the next one costs a fault: for results of a megabyte
/// more time than computing them. Safe from several threads. Under a sanitizer nothing is kept, so that it sees every use after free.
class BlockCache {
 public:
  static constexpr std::size_t least_block = std::size_t{64} << 10, most_bytes = std::size_t{64} << 20;
  static constexpr std::uint64_t most_passed = 500;  // blocks given back after one that nobody took meanwhile

  BlockCache() { blocks_.reserve(most_bytes / least_block + 1); }  // `keep` allocates nothing
  ~BlockCache() { clear(); }
  BlockCache(const BlockCache&) = delete;
  BlockCache& operator=(const BlockCache&) = delete;

  struct Block {
    std::byte* memory = nullptr;
    std::size_t bytes = 0;
    std::uint64_t kept_at = 0;  // so many had been given back before
  };
  /// The smallest that is kept of that size or up to a quarter more, so that other lengths use it as well; null where there is none.
  Block take(std::size_t bytes);
  /// Whether it is kept; if not, the block is the caller's to free. The oldest ones go, by free_block, when the cache is full, and
  /// those that were passed by so often that nobody needs their size any more.
  bool keep(std::byte* memory, std::size_t bytes);
  void clear();
  std::size_t bytes() const;

 private:
  mutable std::mutex guard_;
  std::vector<Block> blocks_;  // the oldest first
  std::size_t total_ = 0;
  std::uint64_t given_back_ = 0;
};

/// Of the process. It is never destroyed: arrays may outlive everything else.
BlockCache& block_cache();

}  // namespace pellucid::inline v0
