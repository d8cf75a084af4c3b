// The derivative of the digamma function of a given order: digamma itself at 0, trigamma at 1.  d/dx is that of the next order
// At the poles 0, -1, -2, ... it is infinity where it has one sign on both sides, which odd orders have; else NaN, but at 0 and -0 that of the side.
#include "base/refuse.hpp"
#include "loop/gamma.hpp"
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Polygamma : ElementwiseFloating {
  static constexpr std::string_view name = "polygamma";
  static constexpr std::string_view doc = "the derivative of that order of digamma";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"order", AttributeType::integer, "how often digamma is differentiated, 0 to 100; always given"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {});
    const std::int64_t order = given.get<std::int64_t>("order");
    if (order < 0 || order > loop::highest_order)
      refuse<ValueError>({.where = std::string(op.name),
                          .what = "'order' is out of its range",
                          .expected = "0 to " + std::to_string(loop::highest_order),
                          .received = std::to_string(order)});
  }
  static Variables slopes(const Apply& node) { return {vocabulary::polygamma(node.inputs()[0], {{"order", order(node) + 1}})}; }
  static Expression scalar(const Expressions& x, const Apply& node) {
    return loop::apply(Operation::polygamma, {loop::constant(static_cast<double>(order(node)), x[0]->dtype), x[0]});
  }

  static std::int64_t order(const Apply& node) { return node.node()->attributes.get<std::int64_t>("order"); }
};

}  // namespace
constinit const Op table::polygamma = describe<Polygamma>();
}  // namespace pellucid::inline v0
