#include "ops/support/arithmetic.hpp"

#include "ops/support/broadcasting.hpp"

namespace pellucid::inline v0 {

Variable cast_to(const Variable& x, DType dtype) {
  if (x.dtype() == dtype) return x;
  if (op_of(x).role == Role::literal && is_floating(dtype)) return constant(x.node()->attributes.get<double>("value"), dtype);
  return vocabulary::cast(x, {{"dtype", dtype}});
}

Variable widened(const Variable& x) {
  const bool is_half = x.dtype() == DType::float16 || x.dtype() == DType::bfloat16;
  return is_half ? cast_to(x, DType::float32) : x;
}

Variable full(double value, const Type& type) { return broadcast_to(constant(value, type.dtype), type.dims); }

}  // namespace pellucid::inline v0
