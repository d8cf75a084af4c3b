// x above the threshold, the default value elsewhere.  The slope is 0 at the threshold.
#include "ops/support/composite.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Threshold : ElementwiseFloating {
  static constexpr std::string_view name = "threshold";
  static constexpr std::string_view doc = "x where x > threshold, else default_value";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"threshold", AttributeType::number, "always given"}, {"default_value", AttributeType::number, "always given"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {});
  }
  static Variables slopes(const Apply& node) {
    const Variable x = node.inputs()[0];
    return {indicator(passes(x, node), x)};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    return vocabulary::where(passes(x[0], node), x[0], node.node()->attributes.get<double>("default_value"));
  }

  static Variable passes(const Variable& x, const Apply& node) {
    return vocabulary::less(node.node()->attributes.get<double>("threshold"), x);
  }
};

}  // namespace
constinit const Op table::threshold = describe<Threshold>();
}  // namespace pellucid::inline v0
