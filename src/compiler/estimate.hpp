// How many there are of something, to weigh one way of computing against another.
#pragma once

#include <pellucid/dim.hpp>

namespace pellucid::inline v0::compiler {

/// A guess where a dim is not known: from what its unknowns are about, where `typical` says it.
double estimate(const Dim& dim, const Bindings& typical = {});
double estimate(const Dims& dims, const Bindings& typical = {});  ///< elements

/// Multiply-adds of a product from which packing into panels pays.
inline constexpr double large_product = 96.0 * 96 * 96;

}  // namespace pellucid::inline v0::compiler
