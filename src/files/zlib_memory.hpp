// The memory that zlib works in, under the same budget as that of arrays.
#pragma once

#include <zlib.h>

#include <cstdlib>

#include "array/allocate.hpp"

namespace pellucid::inline v0 {

inline voidpf zlib_allocate(voidpf /*unused*/, uInt items, uInt size) {
  return take_from_budget(std::size_t{items} * size) ? std::calloc(items, size) : Z_NULL;
}
inline void zlib_free(voidpf /*unused*/, voidpf memory) { std::free(memory); }

}  // namespace pellucid::inline v0
