// e^x / sum(e^x) along the axis, shifted by the maximum so that nothing overflows.  The cotangent c comes back as y (c - sum(c y)),
// which sums to 0.
#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Softmax : AlongAxis {
  static constexpr std::string_view name = "softmax";
  static constexpr std::string_view doc = "exp(x) / sum(exp(x)) along axis; of an axis without elements nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Variable y = node.outputs()[0], c = *cotangents[0];
    return {balanced(scaled(c - spread(vocabulary::sum(scaled(c, y), {{"axes", Axes{axis(node)}}}), node), y), y, node)};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const Variable e = exp(x[0] - highest_along(x[0], node));
    return e / spread(sum(e, {{"axes", Axes{axis(node)}}}), node);
  }
};

}  // namespace
constinit const Op table::softmax = describe<Softmax>();
}  // namespace pellucid::inline v0
