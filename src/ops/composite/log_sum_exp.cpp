// log(sum(e^x)) over axes, which leave the shape; shifted by the maximum, so that nothing overflows, unless that is infinite. Of nothing it is -inf.
// The cotangent c comes back as c e^(x - y), by convention as 0 where all x are minus infinity.
#include <limits>

#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogSumExp : OverAxes {
  static constexpr std::string_view name = "log_sum_exp";
  static constexpr std::string_view doc = "log(sum(exp(x))) over axes; -inf of nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0], y = node.outputs()[0];
    const Variable shift = where(equal(y, -std::numeric_limits<double>::infinity()), 0, y);
    const auto spread = [&](const Variable& reduced) { return spread_over_reduced(node, reduced); };
    return {scaled(spread(*cotangents[0]), exp(x - spread(shift)))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    for (const std::int64_t axis : axes(node))
      if (x[0].dims()[static_cast<std::size_t>(axis)] == 0) return full(-std::numeric_limits<double>::infinity(), node.node()->types[0]);
    const Variable highest = reduce_max(x[0], {{"axes", axes(node)}});
    const Variable shift = where(less(absolute(highest), std::numeric_limits<double>::infinity()), highest, 0);
    return log(sum(exp(x[0] - spread_over_reduced(node, shift)), {{"axes", axes(node)}})) + shift;
  }
};

}  // namespace
constinit const Op table::log_sum_exp = describe<LogSumExp>();
}  // namespace pellucid::inline v0
