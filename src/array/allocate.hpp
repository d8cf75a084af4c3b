// Where arrays get their memory.
#pragma once

#include <cstddef>
#include <memory>

namespace pellucid::inline v0 {

inline constexpr std::size_t buffer_alignment = 64;  // a cache line, and the widest vector

/// Memory aligned to `buffer_alignment`, not cleared; null for no bytes. Throws ResourceError.
std::shared_ptr<std::byte> allocate(std::size_t bytes);

/// Counts bytes that come from elsewhere; false when the budget of a test does not hold them.
bool take_from_budget(std::size_t bytes);

/// While it lives, allocations of this thread fail once `budget` bytes have been handed out. For tests of what happens when memory runs out.
class AllocationBudget {
 public:
  explicit AllocationBudget(std::size_t budget);
  ~AllocationBudget();
  AllocationBudget(const AllocationBudget&) = delete;
  AllocationBudget& operator=(const AllocationBudget&) = delete;

 private:
  std::size_t outer_;
};

}  // namespace pellucid::inline v0
