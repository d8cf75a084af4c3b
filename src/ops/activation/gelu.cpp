// x times the probability that a standard normal number is below x; the form by tanh when approximate.
// Hendrycks and Gimpel 2016, "Gaussian error linear units"
#include <numbers>

#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Gelu : ElementwiseFloating {
  static constexpr std::string_view name = "gelu";
  static constexpr std::string_view doc = "x * (1 + erf(x / sqrt(2))) / 2";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"approximate", AttributeType::boolean, "0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) instead; absent: false"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"approximate", false}});
  }
  using derivative = OfInner;
  static Variable inner(const Variables& inputs, const Apply& node) {
    using namespace vocabulary;
    const Variable& x = inputs[0];
    if (!node.node()->attributes.get<bool>("approximate")) return 0.5 * x * (1 + erf(x * (std::numbers::sqrt2 / 2)));
    return 0.5 * x * (1 + tanh(std::numbers::sqrt2 * std::numbers::inv_sqrtpi * (x + 0.044715 * (x * x * x))));
  }
};

}  // namespace
constinit const Op table::gelu = describe<Gelu>();
}  // namespace pellucid::inline v0
