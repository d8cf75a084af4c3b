// The square root of the sum of squares over axes, which leave the shape.  d/dx = x / y, and 0 where y is 0, as x is there; the derivatives of
// what is smooth there, as the square, are its own (ops/support/limit.hpp)
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
    return vocabulary::square_root(vocabulary::sum(vocabulary::square(x[0]), {{"axes", axes(node)}}));
  }
};

}  // namespace
constinit const Op table::l2_norm = describe<L2Norm>();
}  // namespace pellucid::inline v0
