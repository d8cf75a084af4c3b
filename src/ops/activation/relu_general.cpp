// Keras's relu with all its arguments: 0 up to the threshold and x above it, cut at max_value, plus a leak of negative_slope (x - threshold) below the
// threshold.  The slope is 0 at the threshold and 1 at max_value (as of clip).
#include <limits>

#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct ReluGeneral : ElementwiseFloating {
  static constexpr std::string_view name = "relu_general";
  static constexpr std::string_view doc = "x above threshold, at most max_value; negative_slope * (x - threshold) below";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 3> attributes = {{{"negative_slope", AttributeType::number, "absent: 0"},
                                                              {"max_value", AttributeType::number, "absent: infinity"},
                                                              {"threshold", AttributeType::number, "absent: 0"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"negative_slope", 0.0}, {"max_value", std::numeric_limits<double>::infinity()}, {"threshold", 0.0}});
  }
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Parts part(node);
    const Variable x = node.inputs()[0], passed = part.passed(x);
    Variable inside = less(part.threshold, x);
    if (part.is_cut()) inside = logical_and(inside, logical_and(less_equal(0, passed), less_equal(passed, part.max_value)));
    return {where(less(x, part.threshold), full(part.negative_slope, x.type()), indicator(inside, x))};
  }
  static Variable inner(const Variables& inputs, const Apply& node) {
    using namespace vocabulary;
    const Parts part(node);
    const Variable& x = inputs[0];
    Variable y = part.passed(x);
    if (part.is_cut()) y = clip(y, 0, part.max_value);
    return part.negative_slope == 0 ? y : y - part.negative_slope * relu(part.threshold - x);
  }

  struct Parts {
    double negative_slope, max_value, threshold;
    explicit Parts(const Apply& node)
        : negative_slope(node.node()->attributes.get<double>("negative_slope")),
          max_value(node.node()->attributes.get<double>("max_value")),
          threshold(node.node()->attributes.get<double>("threshold")) {}
    bool is_cut() const { return max_value < std::numeric_limits<double>::infinity(); }
    Variable passed(const Variable& x) const { return vocabulary::where(vocabulary::less(threshold, x), x, 0); }
  };
};

}  // namespace
constinit const Op table::relu_general = describe<ReluGeneral>();
}  // namespace pellucid::inline v0
