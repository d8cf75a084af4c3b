// exp(-rate x^2), the square with twice the digits.  d/dx = -2 rate x y
#include <cmath>

#include "base/refuse.hpp"
#include "ops/support/composite.hpp"
#include "ops/support/exact_square.hpp"

namespace pellucid::inline v0 {
namespace {

struct Gaussian : ElementwiseFloating {
  static constexpr std::string_view name = "gaussian";
  static constexpr std::string_view doc = "exp(-rate * x^2)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"rate", AttributeType::number, "above 0; absent: 1"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"rate", 1.0}});
    const double rate = given.get<double>("rate");
    if (!(rate > 0 && std::isfinite(rate)))
      refuse<ValueError>({.where = std::string(op.name),
                          .what = "'rate' does not fit",
                          .expected = "a number above 0",
                          .received = to_string(given.value("rate"))});
  }
  static Variables slopes(const Apply& node) { return {-2 * rate(node) * near(node.inputs()[0], node) * node.outputs()[0]}; }
  static Variable inner(const Variables& x, const Apply& node) {
    const ExactSquare exact(near(x[0], node));
    return vocabulary::exp(-rate(node) * exact.square) * (1 - rate(node) * exact.error);
  }

  static double rate(const Apply& node) { return node.node()->attributes.get<double>("rate"); }
  // Beyond, the result is 0 in every dtype, and infinity would give NaN.
  static Variable near(const Variable& x, const Apply& node) {
    const double bound = std::sqrt(800 / rate(node));
    return vocabulary::clip(x, -bound, bound);
  }
};

}  // namespace
constinit const Op table::gaussian = describe<Gaussian>();
}  // namespace pellucid::inline v0
