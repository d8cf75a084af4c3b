// flow / y, the part of a square root's or a norm's slope that is infinite where y is 0; a flow of 0 stays 0 there (ops/support/limit.hpp).
// d/dflow = 1 / y, at y = 0 its limit; d/dy = -(flow / y) / y
#include "ops/support/composite.hpp"
#include "ops/support/flow.hpp"
#include "ops/support/limit.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct FlowQuotient : ElementwiseFloating {
  static constexpr std::string_view name = "flow_quotient";
  static constexpr std::string_view doc = "flow / y, elementwise; 0 where the flow is 0";
  static constexpr bool internal = true;
  static constexpr std::array<std::string_view, 2> inputs = {"flow", "y"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"zero_at_zero", AttributeType::boolean, "whether it is 0 where y is 0, whatever the flow; absent: false"},
       {"beside_limit", AttributeType::boolean, "whether its limit at y = 0 is added to it; absent: false"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"zero_at_zero", false}, {"beside_limit", false}});
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator& derive) {
    const Variable y = node.inputs()[1], c = *cotangents[0];
    const bool zero = zero_at_zero(node);
    return {quotient_at_limit(c, y, zero, derive), -flow_over(scaled(c, node.outputs()[0]), y, zero)};
  }
  static Expression scalar(const Expressions& x, const Apply& node) {
    const Expression zero = loop::constant(0, node.outputs()[0].dtype());
    Expression counts = loop::apply(Operation::not_equal, {x[0], zero});
    if (zero_at_zero(node)) counts = loop::apply(Operation::logical_and, {counts, loop::apply(Operation::not_equal, {x[1], zero})});
    return loop::select(counts, x[0] / x[1], zero);
  }

  static bool zero_at_zero(const Apply& node) { return node.node()->attributes.get<bool>("zero_at_zero"); }
};

}  // namespace
constinit const Op table::flow_quotient = describe<FlowQuotient>();
}  // namespace pellucid::inline v0
