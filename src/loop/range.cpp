#include "loop/range.hpp"

#include <algorithm>
#include <concepts>
#include <limits>
#include <utility>

#include <pellucid/error.hpp>

#include "loop/fold.hpp"
#include "loop/scalar.hpp"

namespace pellucid::inline v0::loop {

namespace {

using Bound = std::optional<Dim>;

constexpr int deepest = 12;  // bounds are worth a glance, not a search

Bound smaller(const Bound& a, const Bound& b) {
  if (!a || !b) return std::nullopt;
  if (is_nonnegative(*b - *a)) return a;
  return is_nonnegative(*a - *b) ? b : std::nullopt;
}

Bound larger(const Bound& a, const Bound& b) {
  const Bound least = smaller(a, b);
  if (!least) return std::nullopt;
  return *least == *a ? b : a;
}

// The bound that is known, or the better one when both are: of a minimum from above, of a maximum from below.
Bound better(const Bound& a, const Bound& b, Bound (*choose)(const Bound&, const Bound&)) {
  if (!a || !b) return a ? a : b;
  const Bound chosen = choose(a, b);
  return chosen ? chosen : a;
}

Range range_of_dtype(DType dtype) {
  return scalar::with_type(dtype, [](auto type) -> Range {
    using T = decltype(type);
    if constexpr (std::integral<T> && sizeof(T) < 8)
      return {Dim(int{std::numeric_limits<T>::min()}), Dim(std::int64_t{std::numeric_limits<T>::max()})};
    else return {};
  });
}

Range search(const Expression& expression, int depth);

Range range_of_division(const ExpressionNode& node, int depth) {
  const Bound divisor = as_dim(node.arguments[1]);
  if (!divisor || *divisor == Dim(0) || !is_nonnegative(*divisor)) return {};
  if (node.operation == Operation::modulo) return {Dim(0), *divisor - 1};
  Range range = search(node.arguments[0], depth);
  if (range.low) range.low = floor_divide(*range.low, *divisor);
  if (range.high) range.high = floor_divide(*range.high, *divisor);
  return range;
}

Range range_of_part(const Expression& part, int depth) {
  const ExpressionNode& node = *part;
  switch (node.operation) {
    case Operation::index: return {Dim(0), node.axis.extent - 1};
    case Operation::floor_divide:
    case Operation::modulo: return range_of_division(node, depth);
    case Operation::minimum:
    case Operation::maximum: {
      const Range a = search(node.arguments[0], depth), b = search(node.arguments[1], depth);
      if (node.operation == Operation::minimum) return {smaller(a.low, b.low), better(a.high, b.high, smaller)};
      return {better(a.low, b.low, larger), larger(a.high, b.high)};
    }
    case Operation::select: {
      const Range a = search(node.arguments[1], depth), b = search(node.arguments[2], depth);
      return {smaller(a.low, b.low), larger(a.high, b.high)};
    }
    case Operation::cast: return range_of_dtype(node.arguments[0]->dtype);
    case Operation::sign: return {Dim(-1), Dim(1)};
    default: return {};
  }
}

Range range_of_sum(const Linear& linear, int depth) {
  Range sum{linear.constant, linear.constant};
  for (const Linear::Part& part : linear.parts) {
    const bool rises = is_nonnegative(part.coefficient);
    if (!rises && !is_nonnegative(Dim(0) - part.coefficient)) return {};
    Range range = range_of_part(part.of, depth);
    if (!rises) std::swap(range.low, range.high);
    sum.low = sum.low && range.low ? Bound(*sum.low + part.coefficient * *range.low) : std::nullopt;
    sum.high = sum.high && range.high ? Bound(*sum.high + part.coefficient * *range.high) : std::nullopt;
  }
  return sum;
}

Range search(const Expression& expression, int depth) {
  if (depth <= 0) return {};
  const std::optional<Linear> linear = find_linear(expression);
  return linear ? range_of_sum(*linear, depth - 1) : Range();
}

}  // namespace

bool is_nonnegative(const Dim& dim) {
  if (dim.is_known()) return dim.value() >= 0;
  const auto factor_is = [](const Dim::Factor& factor) {
    return !factor.name.empty() || (is_nonnegative(factor.numerator) && is_nonnegative(factor.denominator));
  };
  const std::vector<Dim::Summand> summands = dim.summands();
  return std::ranges::all_of(
      summands, [&](const Dim::Summand& summand) { return summand.coefficient >= 0 && std::ranges::all_of(summand.factors, factor_is); });
}

Range range_of(const Linear& linear) {
  try {
    return range_of_sum(linear, deepest);
  } catch (const ValueError&) {
    return {};  // a bound beyond 64 bits
  }
}

Range range_of(const Expression& expression) {
  const std::optional<Linear> linear = find_linear(expression);
  return linear ? range_of(*linear) : Range();
}

}  // namespace pellucid::inline v0::loop
