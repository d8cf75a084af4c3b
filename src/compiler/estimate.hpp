// How many there are of something, to weigh one way of computing against another.
#pragma once

#include <pellucid/dim.hpp>

namespace pellucid::inline v0::compiler {

/// A guess where a dim is not known.
double estimate(const Dim& dim);
double estimate(const Dims& dims);  ///< elements

}  // namespace pellucid::inline v0::compiler
