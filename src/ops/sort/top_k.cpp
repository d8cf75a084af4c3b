// The k largest elements of the last axis, the largest first; of equal ones the first. NaN counts as the largest.
// Each cotangent goes to the element that it was. Where they stand, says `argsort` descending, cut to k.
#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct TopK {
  static constexpr std::string_view name = "top_k";
  static constexpr std::string_view doc = "the k largest elements of the last axis, the largest first";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"k", AttributeType::integer, "how many"}}};
  using derivative = OfInner;

  static void prepare(const Op& op, Variables&, Attributes& attributes) { require_attribute(op, attributes, "k"); }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const auto k = attributes.get<std::int64_t>("k");
    if (inputs[0].rank() == 0)
      refuse<ShapeError>(
          {.where = std::string(op.name), .what = "a scalar has no elements to choose from", .received = received(op, inputs)});
    Dims dims = inputs[0].dims();
    if (k < 0 || (dims.back().is_known() && dims.back().value() < k))
      refuse<ValueError>({.where = std::string(op.name),
                          .what = "'k' does not fit the last axis",
                          .expected = "0 to " + dims.back().to_string(),
                          .received = std::to_string(k) + " of " + received(op, inputs)});
    dims.back() = k;
    return {{inputs[0].dtype(), dims}};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
    return {vocabulary::top_k(inputs[0], node.node()->attributes)};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    const Variable order = vocabulary::argsort(x[0], {{"descending", true}});
    return vocabulary::take_along_axis(x[0], slice_axis(order, -1, 0, node.node()->attributes.get<std::int64_t>("k")));
  }
};

}  // namespace
constinit const Op table::top_k = describe<TopK>();
}  // namespace pellucid::inline v0
