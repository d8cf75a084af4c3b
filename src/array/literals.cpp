// Arrays from numbers and nested lists written in a program.
#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <variant>

#include <pellucid/array.hpp>

#include "array/cast.hpp"
#include "base/refuse.hpp"

namespace pellucid::inline v0 {
namespace {

DType stored_dtype(const Number& number) {
  return std::visit([](auto value) { return dtype_of<decltype(value)>; }, number.value());
}

void store(const Number& number, DType dtype, void* out) {
  std::visit([&](auto value) { cast_row(stored_dtype(number), dtype)(&value, 1, out, 1, 1); }, number.value());
}

/// What the numbers of a list have in common.
struct Kinds {
  bool any = false, integers = false, beyond_int64 = false, negative = false, floats = false;

  void add(const Number& number) {
    any = true;
    std::visit(
        [&]<class T>(T value) {
          if constexpr (std::is_same_v<T, double>) floats = true;
          else if constexpr (!std::is_same_v<T, bool>) integers = true;
          if constexpr (std::is_same_v<T, std::uint64_t>)
            beyond_int64 = beyond_int64 || value > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
          if constexpr (std::is_same_v<T, std::int64_t>) negative = negative || value < 0;
        },
        number.value());
  }

  DType dtype() const {
    if (floats || !any) return DType::float32;
    if (beyond_int64 && negative)
      refuse<ValueError>({.where = "Array",
                          .what = "no integer dtype holds all the values",
                          .expected = "values that fit int64 or uint64",
                          .received = "negative ones and ones above 9223372036854775807",
                          .hint = "Give a dtype: Array(values, DType::float64)."});
    if (integers) return beyond_int64 ? DType::uint64 : DType::int64;
    return DType::boolean;
  }
};

Shape shape_of(const std::vector<Array::Nested>& values) {
  Shape shape{static_cast<std::int64_t>(values.size())};
  if (!values.empty() && values.front().is_list()) {
    const Shape inner = shape_of(values.front().values());
    shape.insert(shape.end(), inner.begin(), inner.end());
  }
  return shape;
}

// Visits every number, having checked that the lists are as long as the shape says.
template <class Visitor>
void visit_numbers(const std::vector<Array::Nested>& values, const Shape& shape, std::size_t axis, Visitor&& visit) {
  const bool lists_expected = axis + 1 < shape.size();
  if (static_cast<std::int64_t>(values.size()) != shape[axis])
    refuse<ShapeError>({.where = "Array",
                        .what = "the nested lists are ragged: lists of depth " + std::to_string(axis) + " differ in length",
                        .expected = std::to_string(shape[axis]) + " values",
                        .received = std::to_string(values.size())});
  for (const Array::Nested& value : values) {
    if (value.is_list() != lists_expected)
      refuse<ShapeError>({.where = "Array",
                          .what = "the nested lists are ragged: numbers and lists stand side by side at depth " + std::to_string(axis + 1),
                          .expected = lists_expected ? "a list" : "a number",
                          .received = value.is_list() ? "a list" : "a number"});
    if (value.is_list()) visit_numbers(value.values(), shape, axis + 1, visit);
    else visit(value.number());
  }
}

Array array_of(const std::vector<Array::Nested>& values, const DType* asked) {
  const Shape shape = shape_of(values);
  Kinds kinds;
  visit_numbers(values, shape, 0, [&](const Number& number) { kinds.add(number); });
  const DType dtype = asked != nullptr ? *asked : kinds.dtype();
  Array array = Array::uninitialized(shape, dtype);
  auto* out = static_cast<std::byte*>(array.mutable_data());
  visit_numbers(values, shape, 0, [&](const Number& number) {
    store(number, dtype, out);
    out += size_of(dtype);
  });
  return array;
}

DType default_dtype(const Number& value) {
  Kinds kinds;
  kinds.add(value);
  return kinds.dtype();
}

}  // namespace

Array::Array(std::initializer_list<Nested> values) : Array(array_of(values, nullptr)) {}
Array::Array(std::initializer_list<Nested> values, DType dtype) : Array(array_of(values, &dtype)) {}
Array::Array(const Number& value) : Array(value, default_dtype(value)) {}
Array::Array(const Number& value, DType dtype) : Array(uninitialized({}, dtype)) { store(value, dtype, mutable_data()); }

}  // namespace pellucid::inline v0
