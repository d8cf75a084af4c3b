// x above 0, alpha (e^(x / alpha) - 1) elsewhere: an elu whose slope has no jump.  d/dx = 1 above 0, e^(x / alpha) elsewhere
// Barron 2017, "Continuously differentiable exponential linear units"
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Celu : ElementwiseFloating {
  static constexpr std::string_view name = "celu";
  static constexpr std::string_view doc = "x where x > 0, else alpha * (exp(x / alpha) - 1)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"alpha", AttributeType::number, "minus the limit at minus infinity; absent: 1"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"alpha", 1.0}});
  }
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {where(less(0, x), 1, exp(not_above_zero(x) / alpha(node)))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    return where(less(0, x[0]), x[0], alpha(node) * expm1(not_above_zero(x[0]) / alpha(node)));
  }

  static double alpha(const Apply& node) { return node.node()->attributes.get<double>("alpha"); }
};

}  // namespace
constinit const Op table::celu = describe<Celu>();
}  // namespace pellucid::inline v0
