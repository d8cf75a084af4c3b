// The square root of the variance over axes, which leave the shape: the norm of x - mean(x), over the root of the count. The norm has no undefined
// slope where all x are equal, and what is smooth there, as the square, is derived as smooth.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct StandardDeviation : OverAxes {
  static constexpr std::string_view name = "standard_deviation";
  static constexpr std::string_view doc = "the square root of the mean of (x - mean(x))^2 over axes; slope 0 where all x are equal";
  using derivative = OfInner;
  static Variable inner(const Variables& x, const Apply& node) {
    const Variable centred = x[0] - spread_over_reduced(node, vocabulary::mean(x[0], {{"axes", axes(node)}}));
    return vocabulary::l2_norm(centred, {{"axes", axes(node)}}) / vocabulary::square_root(count_along(x[0], axes(node)));
  }
};

}  // namespace
constinit const Op table::standard_deviation = describe<StandardDeviation>();
}  // namespace pellucid::inline v0
