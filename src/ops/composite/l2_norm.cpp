// The square root of the sum of squares over axes, which leave the shape; squares neither overflow nor vanish where the norm does not.  d/dx = x / y,
// and 0 where y is 0, as x is there; the derivatives of what is smooth there, as the square, are its own (ops/support/limit.hpp)
#include <algorithm>
#include <limits>

#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/limit.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct L2Norm : OverAxes {
  static constexpr std::string_view name = "l2_norm";
  static constexpr std::string_view doc = "sqrt(sum(x^2)) over axes; slope 0 at 0";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {scaled(spread_over_reduced(node, flow_over(*cotangents[0], node.outputs()[0], true)), node.inputs()[0])};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    if (x[0].dtype() != DType::float64) return cast_to(root_of_squares(cast_to(x[0], DType::float64), node), x[0].dtype());
    const auto is_empty = [&](std::int64_t axis) { return x[0].dims()[static_cast<std::size_t>(axis)] == 0; };
    if (std::ranges::any_of(axes(node), is_empty)) return root_of_squares(x[0], node);
    const Variable largest = vocabulary::reduce_max(vocabulary::absolute(x[0]), {{"axes", axes(node)}});
    const Variable is_number =
        vocabulary::logical_and(vocabulary::less(0, largest), vocabulary::less(largest, std::numeric_limits<double>::infinity()));
    const Variable scale = vocabulary::where(is_number, largest, 1);
    return scale * root_of_squares(x[0] / spread_over_reduced(node, scale), node);
  }
  static Variable root_of_squares(const Variable& x, const Apply& node) {
    return vocabulary::square_root(vocabulary::sum(vocabulary::square(x), {{"axes", axes(node)}}));
  }
};

}  // namespace
constinit const Op table::l2_norm = describe<L2Norm>();
}  // namespace pellucid::inline v0
