// The elements of an axis in order; NaN counts as the largest.  Each cotangent goes to the element that came to stand there.
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Sort {
  static constexpr std::string_view name = "sort";
  static constexpr std::string_view doc = "the elements of an axis in order; NaN counts as the largest";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"axis", AttributeType::integer, "absent: the last"}, {"descending", AttributeType::boolean, "from the largest on; absent: false"}}};
  using derivative = OfInner;

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) { table::argsort.prepare(op, inputs, attributes); }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes&) { return {inputs[0].type()}; }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
    const Attributes& attributes = node.node()->attributes;
    return {vocabulary::sort(inputs[0], attributes.with("axis", attributes.get<std::int64_t>("axis") + 1))};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    const Attributes& attributes = node.node()->attributes;
    return vocabulary::take_along_axis(x[0], vocabulary::argsort(x[0], attributes), {{"axis", attributes.get<std::int64_t>("axis")}});
  }
};

}  // namespace
constinit const Op table::sort = describe<Sort>();
}  // namespace pellucid::inline v0
