// Reading and writing elements, with every check that stands before a raw address.
#include <cstdint>
#include <string>
#include <string_view>

#include <pellucid/array.hpp>

#include "array/cast.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

std::string received(const Array& array) { return std::string(name(array.dtype())) + " " + to_string(array.shape()); }

void check_dtype(const Array& array, DType asked, std::string_view where) {
  if (asked == array.dtype()) return;
  const std::string held(name(array.dtype())), wanted(name(asked));
  refuse<DtypeError>({.where = std::string(where),
                      .what = "the elements are " + held + " and cannot be read as " + wanted,
                      .expected = held,
                      .received = wanted,
                      .hint = "Convert first: astype(DType::" + (wanted == "bool" ? std::string("boolean") : wanted) + ")."});
}

void check_writable(const Array& array, std::string_view where) {
  if (array.is_writable()) return;
  refuse<StateError>({.where = std::string(where),
                      .what = "the array is read-only: a broadcast view or borrowed constant memory",
                      .hint = "Write to a copy()."});
}

std::int64_t offset_of(const Array& array, std::span<const std::int64_t> indices) {
  if (indices.size() != array.rank())
    refuse<IndexError>({.where = "Array",
                        .what = "the number of indices is not the number of axes",
                        .expected = std::to_string(array.rank()) + " for shape " + to_string(array.shape()),
                        .received = std::to_string(indices.size())});
  std::int64_t offset = 0;
  for (std::size_t axis = 0; axis < indices.size(); ++axis) {
    const std::int64_t extent = array.shape()[axis], index = indices[axis];
    if (index < -extent || index >= extent)
      refuse<IndexError>({.where = "Array",
                          .what = "index " + std::to_string(index) + " is out of range for axis " + std::to_string(axis) + " of extent " +
                                  std::to_string(extent),
                          .received = "shape " + to_string(array.shape())});
    offset += (index < 0 ? index + extent : index) * array.strides()[axis];
  }
  return offset * static_cast<std::int64_t>(size_of(array.dtype()));
}

}  // namespace

const void* Array::data_at_offset() const {
  return buffer_ == nullptr ? nullptr : buffer_.get() + offset_ * static_cast<std::int64_t>(size_of(dtype()));
}

void* Array::mutable_data() {
  check_writable(*this, "Array.mutable_data");
  return const_cast<void*>(data());
}

const void* Array::element(std::span<const std::int64_t> indices, DType asked) const {
  check_dtype(*this, asked, "Array.at");
  return static_cast<const std::byte*>(data()) + offset_of(*this, indices);
}

void Array::write(std::span<const std::int64_t> indices, const Number& value) {
  check_writable(*this, "Array.set");
  const std::int64_t offset = offset_of(*this, indices);
  const Array cast(value, dtype());
  std::memcpy(static_cast<std::byte*>(mutable_data()) + offset, cast.data(), size_of(dtype()));
}

void Array::read_only_element(DType as, void* out) const {
  if (size() != 1)
    refuse<ShapeError>({.where = "Array.item",
                        .what = "only an array of one element is one number",
                        .expected = "1 element",
                        .received = received(*this)});
  cast_row(dtype(), as)(data(), 1, out, 1, 1);
}

const void* Array::contiguous_data(DType asked) const {
  check_dtype(*this, asked, "Array.span");
  if (!is_contiguous())
    refuse<ShapeError>({.where = "Array.span",
                        .what = "the elements do not lie side by side",
                        .expected = "strides " + pellucid::to_string(row_major_strides(shape())),
                        .received = "strides " + pellucid::to_string(strides()) + " of shape " + pellucid::to_string(shape()),
                        .hint = "contiguous() gives an array whose elements do."});
  return data();
}

void* Array::contiguous_mutable_data(DType asked) {
  check_writable(*this, "Array.mutable_span");
  return const_cast<void*>(contiguous_data(asked));
}

}  // namespace pellucid::inline v0
