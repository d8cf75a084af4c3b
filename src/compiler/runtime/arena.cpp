#include "compiler/runtime/arena.hpp"

#if defined(PELLUCID_SANITIZED)
#include <sys/mman.h>
#include <unistd.h>
#endif

#include "array/allocate.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0::compiler {
namespace {

#if defined(PELLUCID_SANITIZED)
std::shared_ptr<std::byte> guarded(std::size_t bytes) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t aligned = (bytes + buffer_alignment - 1) / buffer_alignment * buffer_alignment;
  const std::size_t inside = (aligned + page - 1) / page * page, whole = inside + 2 * page;
  void* pages = mmap(nullptr, whole, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return nullptr;
  auto* begin = static_cast<std::byte*>(pages) + page;
  if (inside > 0 && mprotect(begin, inside, PROT_READ | PROT_WRITE) != 0) {
    munmap(pages, whole);
    return nullptr;
  }
  return {begin + (inside - aligned), [pages, whole](std::byte*) { munmap(pages, whole); }};
}
#endif

}  // namespace

void Arena::reserve(std::size_t bytes) {
  if (bytes <= bytes_) return;
#if defined(PELLUCID_SANITIZED)
  data_ = take_from_budget(bytes) ? guarded(bytes) : nullptr;
  if (!data_) refuse<ResourceError>({.where = "arena of a call", .what = "memory ran out", .expected = std::to_string(bytes) + " bytes"});
#else
  data_ = allocate(bytes);
#endif
  bytes_ = bytes;
}

}  // namespace pellucid::inline v0::compiler
