// An extent as a value: what a mean divides by when the batch size is not known yet.  Made of nothing, so there is nothing to differentiate by.
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Extent {
  static constexpr std::string_view name = "extent";
  static constexpr std::string_view doc = "an extent, or a product of extents, as a scalar";
  static constexpr std::array<std::string_view, 0> inputs = {};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"dims", AttributeType::dims, "of which it is the product"}, {"dtype", AttributeType::dtype, "absent: int64"}}};
  using derivative = Zero;

  static void prepare(const Op& op, Variables&, Attributes& attributes) {
    require_attribute(op, attributes, "dims");
    const Dims extent = {product(attributes.get<Dims>("dims"))};
    attributes = {{"dims", extent}, {"dtype", attributes.has("dtype") ? attributes.get<DType>("dtype") : DType::int64}};
  }
  static std::vector<Type> infer(const Op&, const Variables&, const Attributes& attributes) {
    return {{attributes.get<DType>("dtype"), {}}};
  }
  static Variables vectorize(const Apply& node, const Variables&, const std::vector<bool>&, const Dim&, Differentiator&) {
    return node.outputs();  // never asked: it has no input that could be batched
  }
  static Expression element(const Apply& node, std::size_t, const Source&, const Expressions&) {
    const Attributes& attributes = node.node()->attributes;
    return loop::cast(loop::size(attributes.get<Dims>("dims")[0]), attributes.get<DType>("dtype"));
  }
};

}  // namespace
constinit const Op table::extent = describe<Extent>();
}  // namespace pellucid::inline v0
