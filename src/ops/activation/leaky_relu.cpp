// x above 0, negative_slope x elsewhere.  The slope at 0 is negative_slope, as in Keras on TensorFlow.
#include "ops/support/composite.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct LeakyRelu : ElementwiseFloating {
  static constexpr std::string_view name = "leaky_relu";
  static constexpr std::string_view doc = "x where x > 0, else negative_slope * x";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"negative_slope", AttributeType::number, "absent: 0.2"}}};
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    prepare_floating(op, inputs, given);
    complete(op, given, {{"negative_slope", 0.2}});
  }
  static Variables slopes(const Apply& node) {
    using namespace vocabulary;
    const Variable x = node.inputs()[0];
    return {where(less(0, x), ones_like(x), negative_slope(node))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    using namespace vocabulary;
    return where(less(0, x[0]), x[0], negative_slope(node) * x[0]);
  }

  static double negative_slope(const Apply& node) { return node.node()->attributes.get<double>("negative_slope"); }
};

}  // namespace
constinit const Op table::leaky_relu = describe<LeakyRelu>();
}  // namespace pellucid::inline v0
