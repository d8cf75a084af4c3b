// log(softmax(x)) along the axis, without taking the logarithm of a small number.  The cotangent c comes back as c - e^y sum(c).
#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogSoftmax : AlongAxis {
  static constexpr std::string_view name = "log_softmax";
  static constexpr std::string_view doc = "log(softmax(x)) along axis";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    using namespace vocabulary;
    const Variable c = *cotangents[0];
    return {c - scaled(spread(sum(c, {{"axes", Axes{axis(node)}}}), node), exp(node.outputs()[0]))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const Variable shifted = x[0] - highest_along(x[0], node);
    return shifted - spread(log(sum(exp(shifted), {{"axes", Axes{axis(node)}}})), node);
  }
};

}  // namespace
constinit const Op table::log_softmax = describe<LogSoftmax>();
}  // namespace pellucid::inline v0
