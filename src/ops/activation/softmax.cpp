// e^x / sum(e^x) along the axis, shifted by the maximum so that nothing overflows.  The cotangent c comes back as y (c - sum(c y)). Where y is above
// 1/2 this may cancel; it is then y (c q - sum(c y)) with q = sum(y), both sums over the others.
#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Softmax : AlongAxis {
  static constexpr std::string_view name = "softmax";
  static constexpr std::string_view doc = "exp(x) / sum(exp(x)) along axis; of an axis without elements nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    using namespace vocabulary;
    const Variable y = node.outputs()[0], c = *cotangents[0], is_most = less(0.5, y), parts = scaled(c, y);
    const Variable of_most = scaled(c, sum_along(where(is_most, 0, y), node)) - sum_along(where(is_most, 0, parts), node);
    return {scaled(where(is_most, of_most, c - sum_along(parts, node)), y)};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    const Variable e = vocabulary::exp(x[0] - highest_along(x[0], node));
    return e / sum_along(e, node);
  }
};

}  // namespace
constinit const Op table::softmax = describe<Softmax>();
}  // namespace pellucid::inline v0
