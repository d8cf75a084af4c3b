// How often this program took memory from the heap so far.
#pragma once

#include <cstdint>

namespace pellucid::inline v0 {

std::int64_t allocations();

}  // namespace pellucid::inline v0

/// A test that counts them. Under sanitizers every call also runs in the interpreter, which allocates as it likes: there it is compiled,
/// and not registered.
#if defined(PELLUCID_SANITIZED)
#define ALLOCATION_TEST(suite, name) [[maybe_unused]] static void suite##_##name()
#else
#define ALLOCATION_TEST(suite, name) TEST(suite, name)
#endif
