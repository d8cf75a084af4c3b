// Sums and products of what repeats. Real numbers stay the same; sums are shorter, so that roundings are fewer.
#include <algorithm>

#include "compiler/rewrite/rule.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0::compiler {
namespace {

bool has(const Axes& ascending, std::size_t axis) { return std::ranges::binary_search(ascending, static_cast<std::int64_t>(axis)); }

// A broadcast without some of the axes along which it repeats.
struct Narrowed {
  Variable value;
  Axes axes;  // those left of what was asked for, renumbered
  Dim count = 1;
};
template <class F>
std::optional<Narrowed> narrowed(const Variable& x, const F& leaves) {
  if (!is(x, table::broadcast)) return std::nullopt;
  const Axes& own = attribute<Axes>(x, "axes");
  Narrowed result;
  Dims dims;
  Axes kept;
  for (std::size_t i = 0; i < x.rank(); ++i) {
    const Dim& extent = x.dims()[i];
    if (!has(own, i) && leaves(i)) {
      if (!extent.is_known() || extent.value() == 0) return std::nullopt;
      result.count = result.count * extent;
      continue;
    }
    if (leaves(i)) result.axes.push_back(static_cast<std::int64_t>(dims.size()));
    if (has(own, i)) kept.push_back(static_cast<std::int64_t>(dims.size()));
    dims.push_back(extent);
  }
  if (dims.size() == x.rank()) return std::nullopt;
  result.value = vocabulary::broadcast(inputs_of(x)[0], {{"dims", dims}, {"axes", kept}});
  return result;
}

Rewritten reduce_repeated(const NodePointer& node, const Variables& x) {
  const Axes& axes = attribute<Axes>(node, "axes");
  const auto less = narrowed(x[0], [&](std::size_t axis) { return has(axes, axis); });
  if (!less) return {};
  const Variable rest = less->axes.empty() ? less->value : apply(*node->op, {less->value}, {{"axes", less->axes}});
  if (node->op != &table::sum) return rest;
  const DType dtype = rest.dtype();
  if (dtype == DType::float16 || dtype == DType::bfloat16) return {};  // the count may be more than they hold
  return rest * full(count_in(less->count, dtype), rest.type());
}

// The axes of an operand along which it repeats and which the result has of it alone: the result repeats along them.
Rewritten contract_repeated(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::broadcast) && !is(x[1], table::broadcast)) return {};
  const Labels labels = labels_of(Apply(node));
  for (const std::size_t i : {0U, 1U}) {
    const std::string &own = i == 0 ? labels.a : labels.b, &other = i == 0 ? labels.b : labels.a;
    const auto less = narrowed(x[i], [&](std::size_t axis) { return other.find(own[axis]) == std::string::npos; });
    if (!less) continue;
    const Axes& from = attribute<Axes>(x[i], "axes");
    Labels narrow = labels;
    std::string letters;
    std::size_t axis = 0;
    for (const char letter : own)
      if (has(from, axis++) || other.find(letter) != std::string::npos) letters += letter;
    (i == 0 ? narrow.a : narrow.b) = letters;
    narrow.out.clear();
    Axes kept;
    std::int64_t place = 0;
    for (const char letter : labels.out) {
      if ((letters + other).find(letter) != std::string::npos) {
        kept.push_back(place);
        narrow.out += letter;
      }
      ++place;
    }
    const Variable product = i == 0 ? contract(less->value, x[1], narrow) : contract(x[0], less->value, narrow);
    return vocabulary::broadcast(product, {{"dims", node->types[0].dims}, {"axes", kept}});
  }
  return {};
}

// A sum of one product each, of which one factor is the same throughout: the other, scaled. Where neither is, the contraction stays: as a
// product it would be computed again by each of its users.
Rewritten contract_with_number(const NodePointer& node, const Variables& x) {
  if (!filled(x[0]) && !filled(x[1])) return {};
  const Labels labels = labels_of(Apply(node));
  for (const auto& [letter, extent] : extents_of(labels, x))
    if (labels.out.find(letter) == std::string::npos && !is_one(extent)) return {};
  const auto stretched = [&](const Variable& operand, const std::string& letters) {
    Axes order, places;  // axes of the operand as the result has them, then those summed; where the result has them
    Dims dims;
    std::int64_t place = 0;
    for (const char letter : labels.out) {
      if (const std::size_t axis = letters.find(letter); axis != std::string::npos) {
        order.push_back(static_cast<std::int64_t>(axis));
        places.push_back(place);
        dims.push_back(operand.dims()[axis]);
      }
      ++place;
    }
    std::int64_t axis = 0;
    for (const char letter : letters) {
      if (labels.out.find(letter) == std::string::npos) order.push_back(axis);
      ++axis;
    }
    return vocabulary::broadcast(reshape_to(transpose_to(operand, order), dims), {{"dims", node->types[0].dims}, {"axes", places}});
  };
  return stretched(x[0], labels.a) * stretched(x[1], labels.b);
}

constexpr std::array rows = {
    Rule{"reduction of repeated",
         "a sum over axes along which x repeats -> x times their extents; an extremum -> x",
         {&table::sum, &table::reduce_max, &table::reduce_min},
         reduce_repeated,
         "a partial sum overflows in one order alone"},
    Rule{"contraction of repeated",
         "contract(broadcast(a), b) -> broadcast(contract(a, b)), along axes that b lacks",
         {&table::contraction},
         contract_repeated},
    Rule{"contraction with a number",
         "a contraction with a broadcast constant that sums over extents of 1 -> the other operand times it",
         {&table::contraction},
         contract_with_number},
};

}  // namespace

constinit const Table rules::reductions = {"reductions", rows};

}  // namespace pellucid::inline v0::compiler
