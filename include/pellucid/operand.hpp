// What formulas are made of: values and numbers, combined by operators. The operations by name are in <pellucid/ops.hpp>.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <pellucid/dim.hpp>
#include <pellucid/dtype.hpp>
#include <pellucid/export.hpp>
#include <pellucid/variable.hpp>

namespace pellucid::inline v0 {

/// An argument of an operation: what stands for a value, or a number that takes the dtype of the values beside it. A number with a fraction
/// beside integers or bool is a float32, a whole number beside bool an int64, as bool is counted; a condition is no value beside, and numbers
/// alone are float32. Whole numbers keep all their digits.
/// Values of different dtypes meet in the one that holds both: bool < integers < float16, bfloat16 < float32 < float64.
class Operand {
 public:
  Operand(Variable variable) : variable_(std::move(variable)) {}  // NOLINT(google-explicit-constructor)
  template <Symbolic T>
  Operand(const T& value) : variable_(value) {}  // NOLINT(google-explicit-constructor, modernize-pass-by-value)
  template <class T>
    requires std::is_arithmetic_v<T>
  Operand(T number)  // NOLINT(google-explicit-constructor)
      : number_(static_cast<double>(number)), is_number_(true), is_integral_(std::is_integral_v<T>) {
    if constexpr (std::is_integral_v<T>) whole_ = static_cast<std::uint64_t>(number);
  }
  bool is_number() const { return is_number_; }
  bool is_integral() const { return is_integral_; }
  double number() const { return number_; }
  std::uint64_t whole() const { return whole_; }  ///< of a whole number, modulo 2^64; `number()` may have lost digits
  const Variable& variable() const { return variable_; }

 private:
  Variable variable_;
  double number_ = 0;
  std::uint64_t whole_ = 0;
  bool is_number_ = false;
  bool is_integral_ = false;
};

/// Arguments of an operation that takes any number: `{a, b, 1}`, or Variables that stand in a vector, as `split` gives them.
class Operands : public std::vector<Operand> {
 public:
  Operands() = default;
  Operands(std::initializer_list<Operand> operands) : std::vector<Operand>(operands) {}
  Operands(std::vector<Operand> operands) : std::vector<Operand>(std::move(operands)) {}  // NOLINT(google-explicit-constructor)
  template <Symbolic T>
  Operands(const std::vector<T>& values) : std::vector<Operand>(values.begin(), values.end()) {}  // NOLINT(google-explicit-constructor)
};

/// Two operands of which at least one is a value; the other may be a number.
template <class A, class B>
concept Combined = (Symbolic<A> || Symbolic<B>) && std::convertible_to<const A&, Operand> && std::convertible_to<const B&, Operand>;

namespace ops {

/// What an operation is told beside its inputs.
using OptionValue = std::variant<bool, std::int64_t, double, std::string, DType, std::vector<std::int64_t>, Dims>;

/// An option that is a list: `{.axes = {0, 1}}`; `{}` leaves it absent.
template <class T>
class OptionalList : public std::optional<std::vector<T>> {
 public:
  using std::optional<std::vector<T>>::optional;
  OptionalList(std::initializer_list<T> list) : std::optional<std::vector<T>>(list) {}
};

/// An operation by its name, as `Apply::kind()` gives it; broadcasts as NumPy does where it takes several inputs element by element.
/// Absent options have the operation's defaults. Throws NameError with the nearest names; ShapeError, DtypeError, ValueError, IndexError
/// as the operation does.
PELLUCID_API Variable apply(std::string_view name, const Operands& inputs,
                            const std::vector<std::pair<std::string_view, std::optional<OptionValue>>>& options = {});

PELLUCID_API Variable add(const Operand& a, const Operand& b);
PELLUCID_API Variable subtract(const Operand& a, const Operand& b);
PELLUCID_API Variable multiply(const Operand& a, const Operand& b);
PELLUCID_API Variable divide(const Operand& a, const Operand& b);
/// The rest of the floored division, with the sign of b, as Python's %.
PELLUCID_API Variable modulo(const Operand& a, const Operand& b);
PELLUCID_API Variable negate(const Operand& x);
/// Of bools, elementwise; false where either is NaN. Elementwise equality is `equal`: the operator == compares handles.
PELLUCID_API Variable less(const Operand& a, const Operand& b);
PELLUCID_API Variable less_equal(const Operand& a, const Operand& b);
PELLUCID_API Variable greater(const Operand& a, const Operand& b);
PELLUCID_API Variable greater_equal(const Operand& a, const Operand& b);
/// Products of matrices over the last two axes, as NumPy's matmul: earlier axes broadcast, vectors are rows on the left and columns on the
/// right. Throws ShapeError.
PELLUCID_API Variable matmul(const Variable& a, const Variable& b);

/// How `split` cuts an axis: into parts of one extent, or at positions. One of both is given.
struct SplitOptions {
  std::optional<std::int64_t> sections = {};  ///< how many parts; the extent of the axis is known and a multiple of it
  OptionalList<std::int64_t> at = {};         ///< where each part but the first begins, ascending; negative ones count from the end
  std::optional<std::int64_t> axis = {};      ///< absent: 0
};
/// The parts of x along an axis, as NumPy's split: `split(x, {.sections = 3})`, `split(x, {.at = {2, 5}, .axis = 1})`. Throws ValueError for
/// options that do not fit, ShapeError, IndexError.
PELLUCID_API std::vector<Variable> split(const Variable& x, const SplitOptions& options);

}  // namespace ops

template <class A, class B>
  requires Combined<A, B>
Variable operator+(const A& a, const B& b) {
  return ops::add(a, b);
}
template <class A, class B>
  requires Combined<A, B>
Variable operator-(const A& a, const B& b) {
  return ops::subtract(a, b);
}
template <class A, class B>
  requires Combined<A, B>
Variable operator*(const A& a, const B& b) {
  return ops::multiply(a, b);
}
template <class A, class B>
  requires Combined<A, B>
Variable operator/(const A& a, const B& b) {
  return ops::divide(a, b);
}
template <class A, class B>
  requires Combined<A, B>
Variable operator%(const A& a, const B& b) {
  return ops::modulo(a, b);
}
template <Symbolic A>
Variable operator-(const A& x) {
  return ops::negate(x);
}

/// What a comparison by an operator gives: a value of bools, one for each element. It is not true or false by itself, so that `if (a < b)` does not
/// compile; choose by `ops::where(a < b, x, y)`.
class Condition : public Variable {
 public:
  explicit Condition(Variable value) : Variable(std::move(value)) {}
  Condition& operator=(const Variable& value) {
    Variable::operator=(value);
    return *this;
  }
  explicit operator bool() const = delete;
};

template <class A, class B>
  requires Combined<A, B>
Condition operator<(const A& a, const B& b) {
  return Condition(ops::less(a, b));
}
template <class A, class B>
  requires Combined<A, B>
Condition operator<=(const A& a, const B& b) {
  return Condition(ops::less_equal(a, b));
}
template <class A, class B>
  requires Combined<A, B>
Condition operator>(const A& a, const B& b) {
  return Condition(ops::greater(a, b));
}
template <class A, class B>
  requires Combined<A, B>
Condition operator>=(const A& a, const B& b) {
  return Condition(ops::greater_equal(a, b));
}

// `0 < x < 1` would ask whether the condition 0 < x, as 0 or 1, is below 1; write `ops::logical_and(0 < x, x < 1)`.
template <class B>
void operator<(const Condition& a, const B& b) = delete;
template <class B>
void operator<=(const Condition& a, const B& b) = delete;
template <class B>
void operator>(const Condition& a, const B& b) = delete;
template <class B>
void operator>=(const Condition& a, const B& b) = delete;

}  // namespace pellucid::inline v0
