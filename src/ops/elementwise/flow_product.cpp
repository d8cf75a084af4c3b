// flow * slope, and 0 where either is 0, whatever the other is: how a cotangent or tangent passes a slope (ops/support/flow.hpp). A value that
// does not count has no part in a derivative, be it infinite or NaN, in whichever direction it is met first.
// d/dflow = slope, d/dslope = flow, passed in the same way, so that derivatives of every order keep to it.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct FlowProduct : Elementwise {
  static constexpr std::string_view name = "flow_product";
  static constexpr std::string_view doc = "flow * slope, elementwise; 0 where either is 0, also where the other is infinite or NaN";
  static constexpr bool internal = true;
  static constexpr std::array<std::string_view, 2> inputs = {"flow", "slope"};
  static Variables slopes(const Apply& node) {
    const Variables x = node.inputs();
    return {x[1], x[0]};
  }
  static Expression scalar(const Expressions& x, const Apply&) {
    return is_floating(x[0]->dtype) ? loop::apply(Operation::flow_product, {x[0], x[1]}) : x[0] * x[1];
  }
};

}  // namespace
constinit const Op table::flow_product = describe<FlowProduct>();
}  // namespace pellucid::inline v0
