// The product over `axes`, which leave the shape.  d/dx_i is the product of the others, formed as such: dividing by x_i would fail at zeros,
// and derivatives of any order come out right there too. The price is quadratic in the number of factors.
#include <algorithm>

#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/reduction.hpp"

namespace pellucid::inline v0 {
namespace {

// [kept..., n, n] of factors [kept..., n]: row i has them all but number i, which is 1.
Variable all_but_one(const Variable& factors) {
  const Dim& n = factors.dims().back();
  const Variable is_left_out = vocabulary::equal(counting({n, n}, 0), counting({n, n}, 1));
  return vocabulary::where(is_left_out, constant(1, factors.dtype()), insert_axis(factors, -2));
}

struct Product : ReductionOp {
  static constexpr std::string_view name = "product";
  static constexpr std::string_view doc = "the product over axes, which leave the shape; 1 of nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator& derive) {
    const Variable x = node.inputs()[0];
    const Axes& reduced = node.node()->attributes.get<Axes>("axes");
    Axes order;  // kept axes, then reduced ones
    for (const std::int64_t axis : axes_from(0, x.rank()))
      if (!std::ranges::binary_search(reduced, axis)) order.push_back(axis);
    const auto kept = static_cast<std::ptrdiff_t>(order.size());
    order.insert(order.end(), reduced.begin(), reduced.end());
    const Variable sorted = transpose_to(x, order);
    Dims flat(sorted.dims().begin(), sorted.dims().begin() + kept);
    flat.push_back(pellucid::product(Dims(sorted.dims().begin() + kept, sorted.dims().end())));

    const Variable factors = reshape_to(sorted, flat);
    const Variable others = vocabulary::product(all_but_one(factors), {{"axes", Axes{kept + 1}}});
    return derive.pullback({factors}, {x}, {scaled(broadcast_to(insert_axis(*cotangents[0], -1), others.dims()), others)});
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return reduce_element(loop::Reduction::product, node, source, index);
  }
};

}  // namespace
constinit const Op table::product = describe<Product>();
}  // namespace pellucid::inline v0
