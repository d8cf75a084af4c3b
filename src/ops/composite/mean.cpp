// The mean over axes, which leave the shape; NaN of nothing.  The cotangent goes back to every element alike, divided by their number.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Mean : OverAxes {
  static constexpr std::string_view name = "mean";
  static constexpr std::string_view doc = "the mean over axes, which leave the shape; NaN of nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {spread_over_reduced(node, *cotangents[0] / count_along(node.inputs()[0], axes(node)))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    return vocabulary::sum(x[0], {{"axes", axes(node)}}) / count_along(x[0], axes(node));
  }
};

}  // namespace
constinit const Op table::mean = describe<Mean>();
}  // namespace pellucid::inline v0
