// log(sum(e^x)) over axes, which leave the shape; shifted by the maximum, so that nothing overflows, unless that is infinite. Of nothing it is -inf.
// The cotangent c comes back as c softmax(x), by convention as 0 where all x are minus infinity.
#include <algorithm>
#include <limits>

#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/movement.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LogSumExp : OverAxes {
  static constexpr std::string_view name = "log_sum_exp";
  static constexpr std::string_view doc = "log(sum(exp(x))) over axes; -inf of nothing";
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    using namespace vocabulary;
    const Variable is_nothing = equal(node.outputs()[0], -infinity);
    const Variable shares = where(spread_over_reduced(node, is_nothing), 0, softmax_over(node.inputs()[0], axes(node)));
    return {scaled(spread_over_reduced(node, *cotangents[0]), shares)};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    for (const std::int64_t axis : axes(node))
      if (x[0].dims()[static_cast<std::size_t>(axis)] == 0) return full(-std::numeric_limits<double>::infinity(), node.node()->types[0]);
    const Variable highest = reduce_max(x[0], {{"axes", axes(node)}});
    const Variable shift = where(less(absolute(highest), infinity), highest, 0);
    return log_of_sum_of_exp(x[0] - spread_over_reduced(node, shift), axes(node)) + shift;
  }

  static constexpr double infinity = std::numeric_limits<double>::infinity();
  // softmax over several axes, as over one that they make.
  static Variable softmax_over(const Variable& x, const Axes& axes) {
    if (axes.empty()) return ones_like(x);
    Axes order, back(x.rank());
    Dims dims;
    Dim together = 1;
    for (std::int64_t axis = 0; axis < static_cast<std::int64_t>(x.rank()); ++axis) {
      if (std::ranges::binary_search(axes, axis)) continue;
      order.push_back(axis);
      dims.push_back(x.dims()[static_cast<std::size_t>(axis)]);
    }
    for (const std::int64_t axis : axes) {
      order.push_back(axis);
      together = together * x.dims()[static_cast<std::size_t>(axis)];
    }
    dims.push_back(together);
    for (std::size_t i = 0; i < order.size(); ++i) back[static_cast<std::size_t>(order[i])] = static_cast<std::int64_t>(i);
    const Variable moved = transpose_to(x, order);
    return transpose_to(reshape_to(vocabulary::softmax(reshape_to(moved, dims)), moved.dims()), back);
  }
};

}  // namespace
constinit const Op table::log_sum_exp = describe<LogSumExp>();
}  // namespace pellucid::inline v0
