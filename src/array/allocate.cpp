#include "array/allocate.hpp"

#include <cstdlib>
#include <limits>
#include <new>
#include <string>

#include "array/block_cache.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
constexpr std::size_t address_space = std::size_t{1} << 47;  // of a process; no allocator needs to be asked for more
thread_local std::size_t budget_left = unlimited;

bool is_large(std::size_t bytes) { return bytes >= BlockCache::least_block; }

BlockCache::Block large_block(std::size_t bytes) {
  const std::size_t size = block_size(bytes);
  if (const BlockCache::Block kept = block_cache().take(size); kept.memory != nullptr) return kept;
  if (std::byte* fresh = new_block(size)) return {fresh, size};
  block_cache().clear();
  return {new_block(size), size};
}

// `bytes` becomes as many as there are.
std::byte* aligned_memory(std::size_t& bytes) {
  if (bytes > address_space || !take_from_budget(bytes)) return nullptr;
  if (is_large(bytes)) {
    const BlockCache::Block block = large_block(bytes);
    bytes = block.bytes;
    return block.memory;
  }
  const std::size_t whole_lines = (bytes + buffer_alignment - 1) / buffer_alignment * buffer_alignment;
  return static_cast<std::byte*>(std::aligned_alloc(buffer_alignment, whole_lines));
}

void free_memory(std::byte* memory, std::size_t bytes) {
  if (!is_large(bytes)) std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc): aligned_alloc's partner
  else if (!block_cache().keep(memory, bytes)) free_block(memory, bytes);
}

}  // namespace

bool take_from_budget(std::size_t bytes) {
  if (budget_left == unlimited) return true;
  if (bytes > budget_left) return false;
  budget_left -= bytes;
  return true;
}

std::shared_ptr<std::byte> allocate(std::size_t bytes) {
  if (bytes == 0) return nullptr;
  std::size_t whole = bytes;
  std::byte* memory = aligned_memory(whole);
  if (memory == nullptr)
    refuse<ResourceError>({.where = "Array",
                           .what = "there is not enough memory for the elements",
                           .expected = std::to_string(bytes) + " bytes",
                           .hint = "Use smaller batches or a narrower dtype, or free arrays that are no longer needed."});
  return {memory, [whole](std::byte* old) { free_memory(old, whole); }};
}

AllocationBudget::AllocationBudget(std::size_t budget) : outer_(budget_left) { budget_left = budget; }
AllocationBudget::~AllocationBudget() { budget_left = outer_; }

}  // namespace pellucid::inline v0
