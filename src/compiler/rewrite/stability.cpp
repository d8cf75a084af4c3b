// Composites that keep their digits where the words of the graph lose them. Both sides are the same real number; where the left one overflows,
// underflows or cancels, the right one does not. A clip is never seen through: its bounds are part of the meaning.
#include <algorithm>

#include "compiler/rewrite/rule.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0::compiler {
namespace {

namespace v = vocabulary;

const Variable& first(const Variable& x) { return inputs_of(x)[0]; }

Rewritten log_of_softmax(const NodePointer&, const Variables& x) {
  return is(x[0], table::softmax) ? v::log_softmax(first(x[0]), {{"axis", attribute<std::int64_t>(x[0], "axis")}}) : Rewritten();
}
Rewritten log_of_sigmoid(const NodePointer&, const Variables& x) {
  return is(x[0], table::sigmoid) ? v::log_sigmoid(first(x[0])) : Rewritten();
}
Rewritten log_of_exp(const NodePointer&, const Variables& x) { return is(x[0], table::exp) ? first(x[0]) : Rewritten(); }

Rewritten log_of_sum_of_exp(const NodePointer&, const Variables& x) {
  if (!is(x[0], table::sum) || !is(first(x[0]), table::exp)) return {};
  const Variable& exponents = first(first(x[0]));
  const Axes& axes = attribute<Axes>(x[0], "axes");
  const auto is_empty = [&](std::int64_t axis) {  // or may be: there is nothing to make better
    const Dim& extent = exponents.dims()[static_cast<std::size_t>(axis)];
    return !extent.is_known() || extent.value() == 0;
  };
  return std::ranges::any_of(axes, is_empty) ? Rewritten() : v::log_sum_exp(exponents, {{"axes", axes}});
}

// log(1 + y), log(1 - y), log(y - -1): y beside the one.
Rewritten log_of_one_and(const NodePointer&, const Variables& x) {
  if (is(x[0], table::add) && is_filled(inputs_of(x[0])[1], 1)) return v::log1p(first(x[0]));
  if (!is(x[0], table::subtract) || !is_filled(first(x[0]), 1)) return {};
  const Variable& y = inputs_of(x[0])[1];
  return is(y, table::sigmoid) ? v::log_sigmoid(-first(y)) : v::log1p(-y);
}

Rewritten log1p_of_exp(const NodePointer&, const Variables& x) { return is(x[0], table::exp) ? v::softplus(first(x[0])) : Rewritten(); }

Rewritten exp_less_one(const NodePointer&, const Variables& x) {
  if (is(x[0], table::exp) && is_filled(x[1], 1)) return v::expm1(first(x[0]));
  return is(x[1], table::exp) && is_filled(x[0], 1) ? -v::expm1(first(x[1])) : Rewritten();
}
Rewritten exp_and_minus_one(const NodePointer&, const Variables& x) {
  return is(x[0], table::exp) && is_filled(x[1], -1) ? v::expm1(first(x[0])) : Rewritten();
}

// What is left of 1: the share of a gated unit's other input, and slopes written by hand.
Rewritten one_less_sigmoid(const NodePointer&, const Variables& x) {
  return is_filled(x[0], 1) && is(x[1], table::sigmoid) ? v::sigmoid(-first(x[1])) : Rewritten();
}
Rewritten one_less_tanh_squared(const NodePointer&, const Variables& x) {
  if (!is_filled(x[0], 1) || !(is(x[1], table::square) || is(x[1], table::multiply))) return {};
  const Variable& factor = first(x[1]);
  const bool is_square = is(x[1], table::square) || inputs_of(x[1])[1] == factor;
  return is_square && is(factor, table::tanh) ? v::sech_squared(first(factor)) : Rewritten();
}

Rewritten exp_over_its_sum(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::exp) || !is(x[1], table::broadcast) || !is(first(x[1]), table::sum) || first(first(x[1])) != x[0]) return {};
  const Axes &summed = attribute<Axes>(first(x[1]), "axes"), &kept = attribute<Axes>(x[1], "axes");
  if (summed.size() != 1 || std::ranges::binary_search(kept, summed[0])) return {};
  const Dim& extent = node->types[0].dims[static_cast<std::size_t>(summed[0])];
  return extent.is_known() && extent.value() > 0 ? v::softmax(first(x[0]), {{"axis", summed[0]}}) : Rewritten();
}

Rewritten root_of_square(const NodePointer&, const Variables& x) {
  const bool is_square = is(x[0], table::square) || (is(x[0], table::multiply) && first(x[0]) == inputs_of(x[0])[1]);
  return is_square ? v::absolute(first(x[0])) : Rewritten();
}

constexpr std::array rows = {
    Rule{"log of softmax",
         "log(softmax(x)) -> log_softmax(x)",
         {&table::log},
         log_of_softmax,
         "a share is above 1/2, or below the smallest normal number"},
    Rule{"log of sigmoid",
         "log(sigmoid(x)) -> log_sigmoid(x)",
         {&table::log},
         log_of_sigmoid,
         "sigmoid(x) is above 1/2, or below the smallest normal number"},
    Rule{"log of exp", "log(exp(x)) -> x", {&table::log}, log_of_exp, "|x| is below 1, or exp(x) is no normal number"},
    Rule{"log of a sum of exp",
         "log(sum(exp(x))) -> log_sum_exp(x)",
         {&table::log},
         log_of_sum_of_exp,
         "the sum is from 1/2 to 2, above the largest number or below the smallest normal one"},
    Rule{"log of one and",
         "log(1 + y) -> log1p(y), log(1 - y) -> log1p(-y), log(1 - sigmoid(x)) -> log_sigmoid(-x)",
         {&table::log},
         log_of_one_and,
         "|y| is below 1/2; sigmoid(x) is below 1/2, or so near 1 that 1 - sigmoid(x) loses digits"},
    Rule{"log1p of exp", "log1p(exp(x)) -> softplus(x)", {&table::log1p}, log1p_of_exp, "exp(x) is above the largest number"},
    Rule{"exp less one", "exp(x) - 1 -> expm1(x), 1 - exp(x) -> -expm1(x)", {&table::subtract}, exp_less_one, "|x| is below 1"},
    Rule{"exp and minus one", "exp(x) + -1 -> expm1(x)", {&table::add}, exp_and_minus_one, "|x| is below 1"},
    Rule{"one less sigmoid", "1 - sigmoid(x) -> sigmoid(-x)", {&table::subtract}, one_less_sigmoid, "x is above 0"},
    Rule{"one less tanh squared", "1 - tanh(x)^2 -> sech_squared(x)", {&table::subtract}, one_less_tanh_squared, "|x| is above 1/2"},
    Rule{"exp over its sum",
         "exp(x) / sum(exp(x)) -> softmax(x)",
         {&table::divide},
         exp_over_its_sum,
         "exp(x) or the sum is above the largest number or below the smallest normal one, or a share is below it"},
    Rule{"root of square",
         "square_root(x * x) -> |x|",
         {&table::square_root},
         root_of_square,
         "x * x is above the largest number or below the smallest normal one"},
};

}  // namespace

constinit const Table rules::stability = {"stability", rows};

}  // namespace pellucid::inline v0::compiler
