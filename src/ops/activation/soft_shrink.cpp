// sign(x) max(|x| - threshold, 0).  The slope is 0 at both corners.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct SoftShrink : ElementwiseFloating {
  static constexpr std::string_view name = "soft_shrink";
  static constexpr std::string_view doc = "sign(x) * max(|x| - threshold, 0)";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"threshold", AttributeType::number, "absent: 0.5"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"threshold", 0.5}});
  }
  static Variables slopes(const Apply& node) {
    const Variable x = node.inputs()[0];
    return {indicator(vocabulary::less(threshold(node), vocabulary::absolute(x)), x)};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    return sign(x[0]) * maximum(absolute(x[0]) - threshold(node), 0);
  }

  static double threshold(const Apply& node) { return node.node()->attributes.get<double>("threshold"); }
};

}  // namespace
constinit const Op table::soft_shrink = describe<SoftShrink>();
}  // namespace pellucid::inline v0
