// flow * sign(x), how a flow passes |x|; 0 where either is 0 (ops/support/limit.hpp).
// d/dflow = sign(x), at x = 0 its limit; d/dx = 0, but at x = 0, where what the product is multiplied by vanishes as |x| does
#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/limit.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct FlowSign : ElementwiseFloating {
  static constexpr std::string_view name = "flow_sign";
  static constexpr std::string_view doc = "flow * sign(x), elementwise; 0 where either is 0";
  static constexpr bool internal = true;
  static constexpr std::array<std::string_view, 2> inputs = {"flow", "x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"beside_limit", AttributeType::boolean, "whether its limit at x = 0 is added to it; absent: false"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"beside_limit", false}});
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator& derive) {
    using namespace vocabulary;
    const Variable flow = node.inputs()[0], x = node.inputs()[1], c = *cotangents[0], zero = zeros_like(x);
    const Flow rate = rate_by_absolute(c, x, derive);
    return {sign_at_limit(c, x, derive), rate ? where(equal(x, zero), scaled(flow, *rate), zero) : zero};
  }
  static Expression scalar(const Expressions& x, const Apply& node) {
    const Expression zero = loop::constant(0, node.outputs()[0].dtype());
    const auto counts = [&](const Expression& factor) { return loop::apply(Operation::not_equal, {factor, zero}); };
    const Expression both = loop::apply(Operation::logical_and, {counts(x[0]), counts(x[1])});
    return loop::select(both, x[0] * loop::apply(Operation::sign, {x[1]}), zero);
  }
};

}  // namespace
constinit const Op table::flow_sign = describe<FlowSign>();
}  // namespace pellucid::inline v0
