// Memory that was given back and is used again.
#include <gtest/gtest.h>

#include <array>
#include <thread>
#include <vector>

#include <pellucid/array.hpp>

#include "array/allocate.hpp"
#include "array/block_cache.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::size_t large = BlockCache::least_block;

// Keeps, or frees where nothing is kept.
bool give(BlockCache& cache, std::byte* memory, std::size_t bytes) {
  if (cache.keep(memory, bytes)) return true;
  free_block(memory, bytes);
  return false;
}

TEST(BlockCache, gives_a_block_of_exactly_that_size_once) {
  BlockCache cache;
  std::byte* memory = new_block(large);
  if (!give(cache, memory, large)) GTEST_SUCCEED();  // under a sanitizer
  else {
    EXPECT_EQ(cache.bytes(), large);
    EXPECT_EQ(cache.take(2 * large).memory, nullptr);
    EXPECT_EQ(cache.take(large).memory, memory);
    EXPECT_EQ(cache.take(large).memory, nullptr);
    EXPECT_EQ(cache.bytes(), 0);
    free_block(memory, large);
  }
}

#if !defined(PELLUCID_SANITIZED)  // under a sanitizer sizes are exact, and nothing is kept
TEST(BlockCache, sizes_are_rounded_to_eight_a_doubling) {
  EXPECT_EQ(block_size(large), large);
  EXPECT_EQ(block_size(large + 1), large + large / 8);
  EXPECT_EQ(block_size(2 * large - 1), 2 * large);
  EXPECT_EQ(block_size(3 << 20), std::size_t{3} << 20);
  EXPECT_EQ(block_size((3 << 20) + 1), (std::size_t{3} << 20) + (std::size_t{256} << 10));
}
#endif

TEST(BlockCache, arrays_of_nearly_equal_lengths_use_one_block) {
  block_cache().clear();
  const void* memory = nullptr;
  for (std::int64_t length = 100'000; length < 102'000; length += 100) {
    const bool was_kept = block_cache().bytes() > 0;  // not under a sanitizer
    const Array array = Array::uninitialized({length});
    if (was_kept) {
      EXPECT_EQ(array.data(), memory);
    }
    memory = array.data();
  }
  EXPECT_LE(block_cache().bytes(), block_size(408'000));
}

#if !defined(PELLUCID_SANITIZED)  // under a sanitizer sizes are exact, and nothing is kept
TEST(BlockCache, gives_the_smallest_block_that_is_up_to_a_quarter_larger) {
  BlockCache cache;
  for (const std::size_t size : {9 * large, 5 * large, 6 * large}) give(cache, new_block(size), size);
  EXPECT_EQ(cache.take(7 * large).memory, nullptr);
  for (const auto& [wanted, given] :
       {std::pair(5 * large - 64, 5 * large), std::pair(5 * large, 6 * large), std::pair(8 * large, 9 * large)}) {
    const BlockCache::Block block = cache.take(wanted);
    EXPECT_EQ(block.bytes, given);
    free_block(block.memory, block.bytes);
  }
  EXPECT_EQ(cache.bytes(), 0);
}
#endif

TEST(BlockCache, keeps_neither_small_blocks_nor_huge_ones) {
  BlockCache cache;
  EXPECT_FALSE(give(cache, new_block(large - 64), large - 64));
  EXPECT_FALSE(give(cache, new_block(BlockCache::most_bytes), BlockCache::most_bytes));
  EXPECT_EQ(cache.bytes(), 0);
}

TEST(BlockCache, lets_the_oldest_go_when_it_is_full) {
  BlockCache cache;
  const std::size_t size = BlockCache::most_bytes / 4;
  for (std::size_t i = 0; i < 6; ++i) give(cache, new_block(size + 64 * i), size + 64 * i);
  EXPECT_LE(cache.bytes(), BlockCache::most_bytes);
  const BlockCache::Block left = cache.take(size);
  EXPECT_NE(left.bytes, size);
  if (left.memory != nullptr) free_block(left.memory, left.bytes);
  cache.clear();
  EXPECT_EQ(cache.bytes(), 0);
}

#if !defined(PELLUCID_SANITIZED)  // under a sanitizer sizes are exact, and nothing is kept
TEST(BlockCache, lets_blocks_go_that_many_others_have_passed_by) {
  BlockCache cache;
  ASSERT_TRUE(give(cache, new_block(8 * large), 8 * large));
  for (std::uint64_t i = 0; i <= BlockCache::most_passed; ++i) {
    EXPECT_EQ(cache.bytes(), (i == 0 ? 8 : 9) * large);
    const BlockCache::Block other = cache.take(large);
    give(cache, other.memory != nullptr ? other.memory : new_block(large), large);
  }
  EXPECT_EQ(cache.bytes(), large);
}
#endif

TEST(BlockCache, arrays_of_several_threads_share_it) {
  std::vector<std::thread> threads;
  for (int number = 0; number < 4; ++number)
    threads.emplace_back([number] {
      for (int i = 0; i < 200; ++i) {
        const Array array = Array::full({64, 1024}, number);
        ASSERT_EQ(array.at<float>({63, 1023}), static_cast<float>(number));
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(block_cache().bytes(), BlockCache::most_bytes);
}

}  // namespace
}  // namespace pellucid::inline v0
