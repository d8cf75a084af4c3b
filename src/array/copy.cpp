// Moving elements between layouts and dtypes.
#include <utility>

#include "array/cast.hpp"
#include "array/layout.hpp"
#include "array/strided.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

// `to` has the shape of `from`, is writable, and shares no memory with it.
void copy_elements(const Array& from, Array& to) {
  const CastRow cast = cast_row(from.dtype(), to.dtype());
  const auto* source = static_cast<const std::byte*>(from.data());
  auto* target = static_cast<std::byte*>(to.mutable_data());
  const auto from_bytes = static_cast<std::int64_t>(size_of(from.dtype())), to_bytes = static_cast<std::int64_t>(size_of(to.dtype()));
  visit_rows<2>(from.shape(), {&from.strides(), &to.strides()}, [&](const Row<2>& row) {
    cast(source + row.offsets[0] * from_bytes, row.steps[0], target + row.offsets[1] * to_bytes, row.steps[1], row.count);
    return true;
  });
}

}  // namespace

Array Array::copy() const {
  Array result = uninitialized(shape(), dtype());
  copy_elements(*this, result);
  return result;
}

Array Array::contiguous() const { return is_contiguous() ? *this : copy(); }

Array Array::astype(DType asked) const {
  if (asked == dtype()) return *this;
  Array result = uninitialized(shape(), asked);
  copy_elements(*this, result);
  return result;
}

void Array::assign(const Array& values) {
  if (!is_writable())
    refuse<StateError>({.where = "Array.assign",
                        .what = "the array is read-only: a broadcast view or borrowed constant memory",
                        .hint = "Write to a copy()."});
  const Array source = may_share_memory(values) ? values.copy() : values;
  copy_elements(source.shape() == shape() ? source : source.broadcast_to(shape()), *this);
}

}  // namespace pellucid::inline v0
