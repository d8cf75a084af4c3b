// The probability that a standard normal number is below x: erfc(-x / sqrt(2)) / 2.  d/dx = exp(-x^2 / 2) / sqrt(2 pi)
// Below 0 the rounding of z = -x / sqrt(2) counts z^2 times; as erfc(z) is nearly a multiple of exp(-z^2) there, exp(z^2 - x^2 / 2) mends it.
// Approximate: sigmoid(v), v = 2 sqrt(2 / pi) (x + 0.044715 x^3) with what its rounding took.  d/dx = v' y(x) y(-x)
#include <numbers>

#include "ops/support/composite.hpp"
#include "ops/support/exact_square.hpp"

namespace pellucid::inline v0 {
namespace {

struct Ndtr : ElementwiseFloating {
  static constexpr std::string_view name = "ndtr";
  static constexpr std::string_view doc = "the probability that a standard normal number is below x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"approximate", AttributeType::boolean, "sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)) instead; absent: false"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"approximate", false}});
  }
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0], near = within(x);
    if (is_approximate(node))
      return {(linear + 3 * cubic * (near * near)) * ndtr(near, {{"approximate", true}}) * ndtr(-near, {{"approximate", true}})};
    constexpr double density_at_0 = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    return {density_at_0 * gaussian(x, {{"rate", 0.5}})};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const Variable near = within(x[0]);
    if (is_approximate(node)) return approximation(near);
    const Variable z = near * (-std::numbers::sqrt2 / 2);
    const Variable upper = 0.5 * erfc(z);
    return where(less(x[0], 0), upper + upper * ExactSquare(z).less_half(ExactSquare(near)), upper);
  }

  static Variable approximation(const Variable& x) {
    const Exact itself = {x, zeros_like(x)};
    const Exact a = Exact::number(linear, -9.96930880911092e-17, x.dtype()), b = Exact::number(cubic, -6.175149918155315e-19, x.dtype());
    const Exact v = itself * (a + b * (itself * itself));
    const Variable y = vocabulary::sigmoid(v.value);
    return y + y * (vocabulary::sigmoid(-v.value) * v.error);
  }

  static constexpr double linear = 1.5957691216057308, cubic = 0.07135481627260025;  // 2 sqrt(2 / pi), and 0.044715 of it
  static bool is_approximate(const Apply& node) { return node.node()->attributes.get<bool>("approximate"); }
  // Beyond, it is 0 or 1 in every dtype.
  static Variable within(const Variable& x) { return vocabulary::clip(x, -40, 40); }
};

}  // namespace
constinit const Op table::ndtr = describe<Ndtr>();
}  // namespace pellucid::inline v0
