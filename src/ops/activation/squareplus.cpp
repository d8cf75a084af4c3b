// (x + sqrt(x^2 + b)) / 2: a softplus of arithmetic alone.  d/dx = y / sqrt(x^2 + b)
// Barron 2021, "Squareplus: a softplus-like algebraic rectifier"
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
  static Variables slopes(const Apply& node) { return {node.outputs()[0] / root(node.inputs()[0], node)}; }
  static Variable inner(const Variables& x, const Apply& node) { return (x[0] + root(x[0], node)) / 2; }

  static Variable root(const Variable& x, const Apply& node) {
    return vocabulary::square_root(x * x + node.node()->attributes.get<double>("b"));
  }
};

}  // namespace
constinit const Op table::squareplus = describe<Squareplus>();
}  // namespace pellucid::inline v0
