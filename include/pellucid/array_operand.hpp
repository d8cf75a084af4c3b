// What computations on arrays are made of: arrays and numbers, combined by operators. The operations by name are in <pellucid/compute.hpp>.
#pragma once

#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/export.hpp>
#include <pellucid/operand.hpp>

namespace pellucid::inline v0 {

/// An argument of a computation: an array, or a number that takes the dtype of the arrays beside it, as that of an Operand does. It refers to the
/// array and does not hold it: for the length of a call.
class ArrayOperand {
 public:
  ArrayOperand(const Array& array) : array_(&array) {}  // NOLINT(google-explicit-constructor)
  template <class T>
    requires std::is_arithmetic_v<T>
  ArrayOperand(T number) : number_(number) {}  // NOLINT(google-explicit-constructor)
  bool is_number() const { return array_ == nullptr; }
  const Array& array() const { return *array_; }
  const Operand& number() const { return number_; }

 private:
  const Array* array_ = nullptr;
  Operand number_ = 0;
};

template <class T>
concept ArrayOrNumber = std::same_as<T, Array> || std::is_arithmetic_v<T>;

/// Arrays and numbers, of which at least one is an array.
template <class... T>
concept Computed = (ArrayOrNumber<T> && ...) && (std::same_as<T, Array> || ...);

namespace ops {

/// The value of an operation by its name, of arrays and at once; the functions of <pellucid/compute.hpp> call it. Broadcasts as NumPy does. A
/// new array, also where nothing changes. Compiled on the first call for these dtypes, ranks and options, and for which extents are 1 or equal;
/// whatever the extents are then, the code is there. What is compiled is kept within 64 MiB, the least recently used goes.
///
/// Throws NameError with the nearest names, what the operation throws for a Variable of these types and shapes, and IndexError for positions
/// outside an axis. Safe from several threads, as reading arrays is.
PELLUCID_API Array compute(std::string_view name, const std::vector<ArrayOperand>& inputs,
                           const std::vector<std::pair<std::string_view, std::optional<OptionValue>>>& options = {});

/// As for Variables.
PELLUCID_API Array matmul(const Array& a, const Array& b);
/// As for Variables; the parts are views.
PELLUCID_API std::vector<Array> split(const Array& x, const SplitOptions& options);

}  // namespace ops

// The operators compute what the operations of their names do. They make new arrays: `x += 1` is not offered, since it could mean the elements
// that x shares with others. `==` is not either; it is `ops::equal` element by element, and `equal` of whole arrays.

template <class A, class B>
  requires Computed<A, B>
Array operator+(const A& a, const B& b) {
  return ops::compute("add", {a, b});
}
template <class A, class B>
  requires Computed<A, B>
Array operator-(const A& a, const B& b) {
  return ops::compute("subtract", {a, b});
}
template <class A, class B>
  requires Computed<A, B>
Array operator*(const A& a, const B& b) {
  return ops::compute("multiply", {a, b});
}
template <class A, class B>
  requires Computed<A, B>
Array operator/(const A& a, const B& b) {
  return ops::compute("divide", {a, b});
}
/// With the sign of b.
template <class A, class B>
  requires Computed<A, B>
Array operator%(const A& a, const B& b) {
  return ops::compute("modulo", {a, b});
}
inline Array operator-(const Array& x) { return ops::compute("negate", {x}); }

// Of bools, element by element; false where either is NaN.

template <class A, class B>
  requires Computed<A, B>
Array operator<(const A& a, const B& b) {
  return ops::compute("less", {a, b});
}
template <class A, class B>
  requires Computed<A, B>
Array operator<=(const A& a, const B& b) {
  return ops::compute("less_equal", {a, b});
}
template <class A, class B>
  requires Computed<A, B>
Array operator>(const A& a, const B& b) {
  return ops::compute("greater", {a, b});
}
template <class A, class B>
  requires Computed<A, B>
Array operator>=(const A& a, const B& b) {
  return ops::compute("greater_equal", {a, b});
}

}  // namespace pellucid::inline v0
