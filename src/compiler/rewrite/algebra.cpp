// Less arithmetic for the same real number. For floats NaNs and infinities stay what they are and results keep their bits, but for the sign of a
// zero (x + 0 of -0 is -0 afterwards) and where a rule says otherwise.
#include <algorithm>
#include <cmath>

#include "compiler/rewrite/rule.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0::compiler {
namespace {

namespace v = vocabulary;

bool is_power_of_two(double value) {
  int exponent = 0;
  return std::abs(std::frexp(value, &exponent)) == 0.5;
}
// Far from where float32 overflows or loses digits.
bool is_moderate(double value) { return std::abs(value) > 0x1p-99 && std::abs(value) < 0x1p99; }

bool is_float(const NodePointer& node) { return v0::is_floating(node->types[0].dtype); }
bool is_wide_float(const NodePointer& node) {
  const DType dtype = node->types[0].dtype;
  return dtype == DType::float32 || dtype == DType::float64;
}
// What both are, where they are the same.
const Variable* shared_by(const Variable& a, const Variable& b) { return a == b ? &a : nullptr; }

Rewritten add_zero(const NodePointer&, const Variables& x) { return is_filled(x[1], 0) ? x[0] : Rewritten(); }
Rewritten subtract_from_zero(const NodePointer&, const Variables& x) { return is_filled(x[0], 0) ? v::negate(x[1]) : Rewritten(); }
Rewritten by_one(const NodePointer&, const Variables& x) { return is_filled(x[1], 1) ? x[0] : Rewritten(); }
Rewritten multiply_by_minus_one(const NodePointer&, const Variables& x) { return is_filled(x[1], -1) ? v::negate(x[0]) : Rewritten(); }
Rewritten multiply_by_zero(const NodePointer& node, const Variables& x) {
  return is_filled(x[1], 0) && !is_float(node) ? x[1] : Rewritten();
}
Rewritten subtract_itself(const NodePointer& node, const Variables& x) {
  return x[0] == x[1] && !is_float(node) ? zeros(node->types[0]) : Rewritten();
}

// Flows of derivatives, where what they take care of cannot be.
Rewritten multiply_flow(const NodePointer& node, const Variables& x) {
  const Variable simpler = scaled(x[0], x[1]);
  return simpler == Variable(node, 0) ? Rewritten() : simpler;
}
Rewritten divide_flow(const NodePointer& node, const Variables& x) {
  if (is_filled(x[0], 0)) return x[0];
  const bool is_plain = magnitude(x[0]).is_never_zero() && (!attribute<bool>(node, "zero_at_zero") || magnitude(x[1]).is_never_zero());
  return is_plain ? x[0] / x[1] : Rewritten();
}
Rewritten sign_flow(const NodePointer&, const Variables& x) {
  if (is_filled(x[0], 0)) return x[0];
  const Magnitude flow = magnitude(x[0]);
  return flow.is_never_zero() && flow.is_finite() ? x[0] * v::sign(x[1]) : Rewritten();
}

Rewritten divide_by_power_of_two(const NodePointer& node, const Variables& x) {
  const auto divisor = filled(x[1]);
  const bool is_exact = divisor && is_power_of_two(*divisor) && is_moderate(*divisor) && is_wide_float(node);
  return is_exact ? x[0] * full(1 / *divisor, node->types[0]) : Rewritten();
}

Rewritten multiply_constants(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::multiply) || !is_wide_float(node)) return {};
  const auto outer = filled(x[1]), inner = filled(inputs_of(x[0])[1]);
  if (!outer || !inner || !(is_power_of_two(*outer) || is_power_of_two(*inner))) return {};
  // Neither makes smaller: what overflows behind one overflows behind both, and no digit is lost between them.
  const double both = *outer * *inner;
  const bool is_exact = std::abs(*outer) >= 1 && std::abs(*inner) >= 1 && is_moderate(both);
  return is_exact ? inputs_of(x[0])[0] * full(both, node->types[0]) : Rewritten();
}

Rewritten negate_negated(const NodePointer&, const Variables& x) { return is(x[0], table::negate) ? inputs_of(x[0])[0] : Rewritten(); }
Rewritten add_negated(const NodePointer&, const Variables& x) {
  if (is(x[1], table::negate)) return x[0] - inputs_of(x[1])[0];
  return is(x[0], table::negate) ? x[1] - inputs_of(x[0])[0] : Rewritten();
}
Rewritten subtract_negated(const NodePointer&, const Variables& x) {
  return is(x[1], table::negate) ? x[0] + inputs_of(x[1])[0] : Rewritten();
}
Rewritten negate_difference(const NodePointer&, const Variables& x) {
  return is(x[0], table::subtract) ? inputs_of(x[0])[1] - inputs_of(x[0])[0] : Rewritten();
}
Rewritten negate_outside(const NodePointer& node, const Variables& x) {
  for (std::size_t i = 0; i < 2; ++i) {
    if (!is(x[i], table::negate)) continue;
    Variables plain = x;
    plain[i] = Variable(inputs_of(x[i])[0]);
    return v::negate(Variable(rebuild(node, plain), 0));
  }
  return {};
}
Rewritten negate_factor(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::multiply)) return {};
  const auto factor = filled(inputs_of(x[0])[1]);
  return factor && is_wide_float(node) ? inputs_of(x[0])[0] * full(-*factor, node->types[0]) : Rewritten();
}

// x^-1/2, x^1/2 and x^3 are left: their roundings, or their values at infinities, are others.
Rewritten known_power(const NodePointer& node, const Variables& x) {
  const auto exponent = filled(x[1]);
  if (!exponent) return {};
  if (*exponent == 0) return full(1, node->types[0]);
  if (*exponent == 1) return x[0];
  if (*exponent == 2) return x[0] * x[0];
  return *exponent == -1 ? 1 / x[0] : Rewritten();
}

Rewritten of_the_same(const NodePointer&, const Variables& x) {
  const Variable* both = shared_by(x[0], x[1]);
  return both != nullptr ? *both : Rewritten();
}

Rewritten compare_with_itself(const NodePointer& node, const Variables& x) {
  const Variable* both = shared_by(x[0], x[1]);
  if (both == nullptr || (node->op != &table::less && is_floating(*both))) return {};  // a NaN equals nothing
  const bool holds = node->op == &table::less_equal || node->op == &table::equal;
  return full(holds, node->types[0]);
}

Rewritten known_logic(const NodePointer& node, const Variables& x) {
  const auto known = filled(x[1]);
  if (!known) return {};
  return (*known != 0) == (node->op == &table::logical_and) ? x[0] : x[1];
}
Rewritten not_not(const NodePointer&, const Variables& x) { return is(x[0], table::logical_not) ? inputs_of(x[0])[0] : Rewritten(); }

Rewritten choose_the_same(const NodePointer&, const Variables& x) {
  const Variable* both = shared_by(x[1], x[2]);
  return both != nullptr ? *both : Rewritten();
}
Rewritten choose_by_known(const NodePointer&, const Variables& x) {
  const auto condition = filled(x[0]);
  return condition ? x[*condition != 0 ? 1 : 2] : Rewritten();
}
Rewritten choose_by_not(const NodePointer&, const Variables& x) {
  return is(x[0], table::logical_not) ? v::where(inputs_of(x[0])[0], x[2], x[1]) : Rewritten();
}

Rewritten drop_sign(const NodePointer&, const Variables& x) {
  if (is(x[0], table::absolute)) return x[0];
  return is(x[0], table::negate) && is_signed(x[0].dtype()) ? v::absolute(inputs_of(x[0])[0]) : Rewritten();  // without sign, -x wraps
}

Rewritten merge_bounds(const NodePointer& node, const Variables& x) {
  if (!is(x[0], *node->op)) return {};
  const Variable &value = inputs_of(x[0])[0], &inner = inputs_of(x[0])[1];
  return filled(x[1]) && filled(inner) ? apply(*node->op, {value, apply(*node->op, {inner, x[1]})}) : Rewritten();
}

// Zeros around parts that lie side by side: the parts in a row. Looks through a chain of sums.
Rewritten join_pads(const NodePointer& node, const Variables&) {
  constexpr std::size_t most_parts = 32;
  struct Part {
    std::int64_t low, extent;
    Variable value;
  };
  std::vector<Part> parts;
  std::optional<std::size_t> along;
  Variables left = node->inputs;
  while (!left.empty()) {
    const Variable x = left.back();
    left.pop_back();
    if (is(x, table::add) && left.size() + parts.size() < most_parts) {
      left.insert(left.end(), inputs_of(x).begin(), inputs_of(x).end());
      continue;
    }
    if (!is(x, table::pad) || attribute<double>(x, "value") != 0) return {};
    const Variable& own = inputs_of(x)[0];
    for (std::size_t i = 0; i < x.rank(); ++i) {
      const Dim &low = attribute<Dims>(x, "low")[i], &high = attribute<Dims>(x, "high")[i];
      if (attribute<Axes>(x, "interior")[i] != 0) return {};
      if (low == 0 && high == 0) continue;
      if (!low.is_known() || !own.dims()[i].is_known()) return {};
      if (along.value_or(i) != i) return {};
      along = i;
    }
    if (!along) return {};
    parts.push_back({attribute<Dims>(x, "low")[*along].value(), own.dims()[*along].value(), own});
  }
  std::ranges::sort(parts, {}, &Part::low);
  Variables values;
  std::int64_t end = parts.front().low;
  for (const Part& part : parts) {
    if (part.low != end) return {};
    end += part.extent;
    values.push_back(part.value);
  }
  const auto axis = static_cast<std::int64_t>(*along);
  const Variable row = concatenate_along(values, axis);
  return pad_axis(row, axis, parts.front().low, node->types[0].dims[*along] - end);
}

constexpr std::array rows = {
    Rule{"add zero", "x + 0 -> x", {&table::add}, add_zero},
    Rule{"subtract zero", "x - 0 -> x", {&table::subtract}, add_zero},
    Rule{"subtract from zero", "0 - x -> -x", {&table::subtract}, subtract_from_zero},
    Rule{"multiply by one", "x * 1 -> x", {&table::multiply}, by_one},
    Rule{"divide by one", "x / 1 -> x", {&table::divide}, by_one},
    Rule{"multiply by minus one", "x * -1 -> -x", {&table::multiply}, multiply_by_minus_one},
    Rule{"multiply by zero", "x * 0 -> 0 of integers", {&table::multiply}, multiply_by_zero},
    Rule{"flow through a slope",
         "flow_product(x, y) -> x * y where the graph says that none is 0 beside what is infinite or NaN; -> a choice where y is one",
         {&table::flow_product},
         multiply_flow},
    Rule{"flow over y", "flow_quotient(x, y) -> x / y where the graph says that neither is 0", {&table::flow_quotient}, divide_flow},
    Rule{
        "flow by a sign", "flow_sign(x, y) -> x * sign(y) where the graph says that x is finite and not 0", {&table::flow_sign}, sign_flow},
    Rule{"subtract itself", "x - x -> 0 of integers", {&table::subtract}, subtract_itself},
    Rule{"divide by a power of two", "x / 2^k -> x * 2^-k", {&table::divide}, divide_by_power_of_two},
    Rule{"multiply constants",
         "(x * a) * b -> x * (a b) where one is a power of two and none is below 1",
         {&table::multiply},
         multiply_constants},
    Rule{"negate negated", "-(-x) -> x", {&table::negate}, negate_negated},
    Rule{"add negated", "x + (-y) -> x - y", {&table::add}, add_negated},
    Rule{"subtract negated", "x - (-y) -> x + y", {&table::subtract}, subtract_negated},
    Rule{"negate a difference", "-(x - y) -> y - x", {&table::negate}, negate_difference},
    Rule{"negate outside",
         "(-x) * y -> -(x * y), and so of either factor and of quotients",
         {&table::multiply, &table::divide, &table::flow_product},
         negate_outside},
    Rule{"negate a factor", "-(x * a) -> x * (-a)", {&table::negate}, negate_factor},
    Rule{"known power", "x^0 -> 1, x^1 -> x, x^2 -> x * x, x^-1 -> 1 / x", {&table::power}, known_power},
    Rule{"of the same",
         "max(x, x) -> x, and so min, and, or",
         {&table::maximum, &table::minimum, &table::logical_and, &table::logical_or},
         of_the_same},
    Rule{"compare with itself",
         "x < x -> false; of integers x == x -> true and so on",
         {&table::less, &table::less_equal, &table::equal, &table::not_equal},
         compare_with_itself},
    Rule{"known logic", "x and true -> x, x and false -> false, and so of or", {&table::logical_and, &table::logical_or}, known_logic},
    Rule{"not not", "not not x -> x", {&table::logical_not}, not_not},
    Rule{"choose the same", "where(c, x, x) -> x", {&table::where}, choose_the_same},
    Rule{"choose by a known", "where(true, x, y) -> x", {&table::where}, choose_by_known},
    Rule{"choose by not", "where(not c, x, y) -> where(c, y, x)", {&table::where}, choose_by_not},
    Rule{"drop a sign", "||x|| -> |x|, |-x| -> |x| where x has a sign", {&table::absolute}, drop_sign},
    Rule{"bounds of one side",
         "max(max(x, a), b) -> max(x, the larger of a and b), and so min",
         {&table::maximum, &table::minimum},
         merge_bounds},
    Rule{"sum of pads", "zeros around parts that lie side by side, summed -> their concatenation", {&table::add}, join_pads},
};

}  // namespace

constinit const Table rules::algebra = {"algebra", rows};

}  // namespace pellucid::inline v0::compiler
