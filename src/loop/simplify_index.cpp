// Index arithmetic: int64 sums over axes, divided and compared. What movement operations leave behind (a reshape of a slice of a reshape)
// becomes affine again wherever bounds allow it.
#include <optional>

#include <pellucid/error.hpp>

#include "loop/fold.hpp"
#include "loop/linear.hpp"
#include "loop/node.hpp"
#include "loop/range.hpp"
#include "loop/simplify.hpp"

namespace pellucid::inline v0::loop {

namespace {

std::size_t terms_of(const Linear& linear) { return linear.parts.size() + (linear.constant == Dim(0) ? 0 : 1); }

// x // n * n + x % n is x.
bool join_divisions(Linear& sum) {
  for (std::size_t i = 0; i < sum.parts.size(); ++i) {
    const Linear::Part rest = sum.parts[i];
    if (rest.of->operation != Operation::modulo) continue;
    const auto divisor = as_dim(rest.of->arguments[1]);
    for (std::size_t j = 0; divisor && j < sum.parts.size(); ++j) {
      const Linear::Part whole = sum.parts[j];
      const auto dividend = find_linear(rest.of->arguments[0]);
      if (!dividend || whole.of->operation != Operation::floor_divide || whole.coefficient != rest.coefficient * *divisor) continue;
      if (!same(whole.of->arguments[0], rest.of->arguments[0]) || !same(whole.of->arguments[1], rest.of->arguments[1])) continue;
      sum.add(rest.of, Dim(0) - rest.coefficient);
      sum.add(whole.of, Dim(0) - whole.coefficient);
      sum.add(*dividend, rest.coefficient);
      join_divisions(sum);
      return true;
    }
  }
  return false;
}

// dividend = divisor * quotient + rest
struct Split {
  Linear quotient, rest;
};

bool divides(const Dim& divisor, const Dim& dim) { return floor_divide(dim, divisor) * divisor == dim; }

Split split(const Linear& dividend, const Dim& divisor) {
  Split parts;
  for (const Linear::Part& part : dividend.parts) {
    if (divides(divisor, part.coefficient)) parts.quotient.add(part.of, floor_divide(part.coefficient, divisor));
    else parts.rest.add(part.of, part.coefficient);
  }
  if (divides(divisor, dividend.constant)) parts.quotient.constant = floor_divide(dividend.constant, divisor);
  else parts.rest.constant = dividend.constant;
  return parts;
}

bool is_rest(const Expression& expression, const Dim& divisor) {
  const Range range = range_of(expression);
  return is_at_least(range, 0) && is_at_most(range, divisor - 1);
}

Expression divided(Operation operation, const Expression& dividend, const Expression& by) {
  const bool whole = operation == Operation::floor_divide;
  const auto divisor = as_dim(by);
  const auto linear = divisor ? find_linear(dividend) : std::nullopt;
  if (!linear || *divisor == Dim(0) || !is_nonnegative(*divisor)) return {};
  Split parts = split(*linear, *divisor);
  const Dim constant = parts.rest.constant;
  if (constant.is_known() && divisor->is_known()) {  // try with a constant in [0, divisor)
    const Dim steps = floor_divide(constant, *divisor);
    parts.rest.constant = constant - steps * *divisor;
    if (const Expression rest = expression_of(parts.rest); is_rest(rest, *divisor)) {
      parts.quotient.constant = parts.quotient.constant + steps;
      return whole ? expression_of(parts.quotient) : rest;
    }
    parts.rest.constant = constant;
  }
  const Expression rest = expression_of(parts.rest);
  if (is_rest(rest, *divisor)) return whole ? expression_of(parts.quotient) : rest;
  if (terms_of(parts.quotient) > 0) return whole ? expression_of(parts.quotient) + rest / by : apply(Operation::modulo, {rest, by});
  const auto inner = dividend->operation == operation ? as_dim(dividend->arguments[1]) : std::nullopt;
  if (!inner || *inner == Dim(0) || !is_nonnegative(*inner)) return {};
  if (whole) return dividend->arguments[0] / size(*inner * *divisor);
  return divides(*divisor, *inner) ? apply(Operation::modulo, {dividend->arguments[0], by}) : Expression();
}

// The truth of a - b < 0, <= 0, == 0 or != 0, where its bounds tell.
std::optional<bool> truth(Operation operation, const Range& difference) {
  switch (operation) {
    case Operation::less:
      if (is_at_most(difference, -1)) return true;
      return is_at_least(difference, 0) ? std::optional(false) : std::nullopt;
    case Operation::less_equal:
      if (is_at_most(difference, 0)) return true;
      return is_at_least(difference, 1) ? std::optional(false) : std::nullopt;
    default:
      if (is_at_most(difference, -1) || is_at_least(difference, 1)) return operation == Operation::not_equal;
      return is_at_least(difference, 0) && is_at_most(difference, 0) ? std::optional(operation == Operation::equal) : std::nullopt;
  }
}

Expression sum_of(const Expression& a, const Expression& b, const Dim& sign) {
  const auto x = find_linear(a), y = find_linear(b);
  if (!x || !y) return {};
  Linear sum = *x;
  sum.add(*y, sign);
  return join_divisions(sum) || terms_of(sum) < terms_of(*x) + terms_of(*y) ? expression_of(sum) : Expression();
}

Range range_of_difference(const Expression& a, const Expression& b) {
  const auto x = find_linear(a), y = find_linear(b);
  if (!x || !y) return {};
  Linear rest = *x;
  rest.add(*y, -1);
  return range_of(rest);
}

Expression simpler(Operation operation, const Expression& a, const Expression& b) {
  switch (operation) {
    case Operation::add: return sum_of(a, b, 1);
    case Operation::subtract: return sum_of(a, b, -1);
    case Operation::floor_divide:
    case Operation::modulo: return divided(operation, a, b);
    case Operation::minimum:
    case Operation::maximum: {
      const Range difference = range_of_difference(a, b);
      if (is_at_most(difference, 0)) return operation == Operation::minimum ? a : b;
      return is_at_least(difference, 0) ? (operation == Operation::minimum ? b : a) : Expression();
    }
    case Operation::less:
    case Operation::less_equal:
    case Operation::equal:
    case Operation::not_equal: {
      const std::optional<bool> known = truth(operation, range_of_difference(a, b));
      return known ? integer_constant(*known ? 1 : 0, DType::boolean) : Expression();
    }
    default: return {};
  }
}

}  // namespace

Expression simplify_index(Operation operation, const Expression& a, const Expression& b) {
  try {
    return simpler(operation, a, b);
  } catch (const ValueError&) {
    return {};  // bounds beyond 64 bits: no index, left as it is
  }
}

}  // namespace pellucid::inline v0::loop
