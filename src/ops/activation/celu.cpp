// x above 0, alpha (e^(x / alpha) - 1) elsewhere: an elu whose slope has no jump.
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
  using derivative = OfInner;
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const auto alpha = node.node()->attributes.get<double>("alpha");
    return maximum(x[0], 0) + alpha * expm1(minimum(x[0], 0) / alpha);  // no branch that overflows
  }
};

}  // namespace
constinit const Op table::celu = describe<Celu>();
}  // namespace pellucid::inline v0
