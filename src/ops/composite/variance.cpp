// The mean of (x - mean(x))^2 over axes, which leave the shape.  The cotangent comes back as 2 c (x - mean(x)) / count.
#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Variance : OverAxes {
  static constexpr std::string_view name = "variance";
  static constexpr std::string_view doc = "the mean of (x - mean(x))^2 over axes; NaN of nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Variable x = node.inputs()[0];
    const Variable share = *cotangents[0] * 2 / count_along(x, axes(node));
    return {scaled(spread_over_reduced(node, share), centred(x, node))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    return vocabulary::mean(vocabulary::square(centred(x[0], node)), {{"axes", axes(node)}});
  }

  static Variable centred(const Variable& x, const Apply& node) {
    return x - spread_over_reduced(node, vocabulary::mean(x, {{"axes", axes(node)}}));
  }
};

}  // namespace
constinit const Op table::variance = describe<Variance>();
}  // namespace pellucid::inline v0
