// x where |x| > threshold, else 0.  The slope is 0 at both jumps.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct HardShrink : ElementwiseFloating {
  static constexpr std::string_view name = "hard_shrink";
  static constexpr std::string_view doc = "x where |x| > threshold, else 0";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"threshold", AttributeType::number, "absent: 0.5"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"threshold", 0.5}});
  }
  static Variables slopes(const Apply& node) {
    const Variable x = node.inputs()[0];
    return {indicator(passes(x, node), x)};
  }
  static Variable inner(const Variables& x, const Apply& node) { return vocabulary::where(passes(x[0], node), x[0], 0); }

  static Variable passes(const Variable& x, const Apply& node) {
    return vocabulary::less(node.node()->attributes.get<double>("threshold"), vocabulary::absolute(x));
  }
};

}  // namespace
constinit const Op table::hard_shrink = describe<HardShrink>();
}  // namespace pellucid::inline v0
