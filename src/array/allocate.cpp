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

std::size_t whole_lines(std::size_t bytes) { return (bytes + buffer_alignment - 1) / buffer_alignment * buffer_alignment; }

std::byte* aligned_memory(std::size_t bytes) {
  if (bytes > address_space || !take_from_budget(bytes)) return nullptr;
  const std::size_t whole = whole_lines(bytes);
  if (std::byte* kept = block_cache().take(whole)) return kept;
  if (void* memory = std::aligned_alloc(buffer_alignment, whole)) return static_cast<std::byte*>(memory);
  block_cache().clear();
  return static_cast<std::byte*>(std::aligned_alloc(buffer_alignment, whole));
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
  std::byte* memory = aligned_memory(bytes);
  if (memory == nullptr)
    refuse<ResourceError>({.where = "Array",
                           .what = "there is not enough memory for the elements",
                           .expected = std::to_string(bytes) + " bytes",
                           .hint = "Use smaller batches or a narrower dtype, or free arrays that are no longer needed."});
  return {memory, [bytes](std::byte* old) {
            if (!block_cache().keep(old, whole_lines(bytes)))
              std::free(old);  // NOLINT(cppcoreguidelines-no-malloc): aligned_alloc's partner
          }};
}

AllocationBudget::AllocationBudget(std::size_t budget) : outer_(budget_left) { budget_left = budget; }
AllocationBudget::~AllocationBudget() { budget_left = outer_; }

}  // namespace pellucid::inline v0
