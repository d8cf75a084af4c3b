// log(softmax(x)) along the axis: x - m - log1p(the sum of e^(x - m) but for one that is 1), m the largest, so that it is exact where it is near 0.
// The cotangent c comes back as c - s sum(c) with s = softmax(x). Where s is above 1/2 this may cancel; it is then c sum(s) - s sum(c), both
// sums over the others.
#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogSoftmax : AlongAxis {
  static constexpr std::string_view name = "log_softmax";
  static constexpr std::string_view doc = "log(softmax(x)) along axis; of an axis without elements nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    using namespace vocabulary;
    const Variable c = *cotangents[0], s = softmax(node.inputs()[0], {{"axis", axis(node)}}), is_most = less(0.5, s);
    const Variable of_most = scaled(c, sum_along(where(is_most, 0, s), node)) - scaled(sum_along(where(is_most, 0, c), node), s);
    return {where(is_most, of_most, c - scaled(sum_along(c, node), s))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const Variable shifted = x[0] - highest_along(x[0], node);
    return shifted - spread(log_of_sum_of_exp(shifted, {axis(node)}), node);
  }
};

}  // namespace
constinit const Op table::log_softmax = describe<LogSoftmax>();
}  // namespace pellucid::inline v0
