// What is kept between computations, in numbers.
#pragma once

#include "base/cache.hpp"

namespace pellucid::inline v0::compute {

struct Kept {
  CacheCounts meanings;  // calls whose shapes are known to fit
  CacheCounts code;      // compiled functions
};
Kept kept();

}  // namespace pellucid::inline v0::compute
