// Memory that was given back and is used again.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <thread>
#include <vector>

#include <pellucid/array.hpp>

#include "array/block_cache.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::size_t large = BlockCache::least_block;

std::byte* block(std::size_t bytes) { return static_cast<std::byte*>(std::aligned_alloc(64, bytes)); }

// Keeps, or frees where nothing is kept.
bool give(BlockCache& cache, std::byte* memory, std::size_t bytes) {
  if (cache.keep(memory, bytes)) return true;
  std::free(memory);
  return false;
}

TEST(BlockCache, gives_a_block_of_exactly_that_size_once) {
  BlockCache cache;
  std::byte* memory = block(large);
  if (!give(cache, memory, large)) GTEST_SUCCEED();  // under a sanitizer
  else {
    EXPECT_EQ(cache.bytes(), large);
    EXPECT_EQ(cache.take(2 * large), nullptr);
    EXPECT_EQ(cache.take(large), memory);
    EXPECT_EQ(cache.take(large), nullptr);
    EXPECT_EQ(cache.bytes(), 0);
    std::free(memory);
  }
}

TEST(BlockCache, keeps_neither_small_blocks_nor_huge_ones) {
  BlockCache cache;
  EXPECT_FALSE(give(cache, block(large - 64), large - 64));
  EXPECT_FALSE(give(cache, block(BlockCache::most_bytes), BlockCache::most_bytes));
  EXPECT_EQ(cache.bytes(), 0);
}

TEST(BlockCache, lets_the_oldest_go_when_it_is_full) {
  BlockCache cache;
  const std::size_t size = BlockCache::most_bytes / 4;
  for (std::size_t i = 0; i < 6; ++i) give(cache, block(size + 64 * i), size + 64 * i);
  EXPECT_LE(cache.bytes(), BlockCache::most_bytes);
  EXPECT_EQ(cache.take(size), nullptr);
  cache.clear();
  EXPECT_EQ(cache.bytes(), 0);
}

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
