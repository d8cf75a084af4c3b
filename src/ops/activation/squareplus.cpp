// (x + r) / 2 with r = sqrt(x^2 + b): a softplus of arithmetic alone.  d/dx = y / r, written 1 - y(-x) / r above 0, which loses nothing when it is
// derived again. Below 0 x + r cancels, so y = b / 2 / (r - x).
// Barron 2021, "Squareplus: a softplus-like algebraic rectifier"
#include <cmath>

#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Squareplus : ElementwiseFloating {
  static constexpr std::string_view name = "squareplus";
  static constexpr std::string_view doc = "(x + sqrt(x^2 + b)) / 2";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"b", AttributeType::number, "absent: 4"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"b", 4.0}});
  }
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0], r = root(x, node);
    const auto plus = [&](const Variable& of) { return apply(table::squareplus, {of}, node.node()->attributes); };
    return {where(less(x, 0), plus(x) / r, 1 - plus(-x) / r)};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    const Variable r = root(x[0], node);
    return where(less(x[0], 0), b(node) / 4 / (0.5 * r - 0.5 * x[0]), 0.5 * x[0] + 0.5 * r);
  }

  static double b(const Apply& node) { return node.node()->attributes.get<double>("b"); }
  // |x| where b adds nothing to x^2, which may overflow there.
  static Variable root(const Variable& x, const Apply& node) {
    using namespace vocabulary;
    const double far = 1e9 * std::sqrt(std::abs(b(node)));
    const Variable near = clip(x, -far, far);
    return where(less(far, absolute(x)), absolute(x), square_root(near * near + b(node)));
  }
};

}  // namespace
constinit const Op table::squareplus = describe<Squareplus>();
}  // namespace pellucid::inline v0
