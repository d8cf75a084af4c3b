// x times the probability that a standard normal number is below x, p(x): d/dx = p(x) + x p'(x). Approximate: with p by a sigmoid, which is the form
// by tanh. Hendrycks and Gimpel 2016, "Gaussian error linear units"
#include <cmath>
#include <numbers>

#include "ops/support/composite.hpp"
#include "ops/support/exact_square.hpp"

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
  static Variables slopes(const Apply& node) {
    const Variable x = node.inputs()[0], probability = vocabulary::ndtr(x, node.node()->attributes);
    return {probability + vocabulary::clip(x, -bound, bound) * table::ndtr.slopes(probability.op())[0]};
  }
  static Variable inner(const Variables& inputs, const Apply& node) {
    using namespace vocabulary;
    const Variable& x = inputs[0];
    const Variable y = maximum(x, -bound) * ndtr(x, node.node()->attributes);
    return node.node()->attributes.get<bool>("approximate") ? y : where(less(x, tail(x.dtype())), far_tail(x), y);
  }

  static constexpr double bound = 50;  // beyond it the probability is 0 or 1 in every dtype
  // Where ndtr(x) is about to become a denormal number and lose digits that the product has, -g (1 - 1/x^2 + 3/x^4 - ...) with the density g,
  // which is kept e^40 larger until the end.
  static double tail(DType dtype) { return dtype == DType::float64 ? -37 : -12.5; }
  static Variable far_tail(const Variable& x) {
    using namespace vocabulary;
    const ExactSquare exact(clip(x, -bound, tail(x.dtype())));
    const Variable r = 1 / exact.square;
    const Variable series = 1 - r * (1 - r * (3 - r * (15 - r * (105 - r * (945 - r * 10395)))));
    const Variable large = exp(40 - 0.5 * exact.square) * (1 - 0.5 * exact.error) * series;
    return large * (-std::exp(-40) * std::numbers::inv_sqrtpi / std::numbers::sqrt2);
  }
};

}  // namespace
constinit const Op table::gelu = describe<Gelu>();
}  // namespace pellucid::inline v0
