// 0, 1, 2, ... along an axis, the same along the others.  Made of nothing, so there is nothing to differentiate by.
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Iota {
  static constexpr std::string_view name = "iota";
  static constexpr std::string_view doc = "the position on an axis";
  static constexpr std::array<std::string_view, 0> inputs = {};
  static constexpr std::array<AttributeDoc, 3> attributes = {{{"dims", AttributeType::dims, "of the result"},
                                                              {"axis", AttributeType::integer, "that is counted; absent: the last"},
                                                              {"dtype", AttributeType::dtype, "absent: int64"}}};
  using derivative = Zero;

  static void prepare(const Op& op, Variables&, Attributes& attributes) {
    require_attribute(op, attributes, "dims");
    const Dims dims = attributes.get<Dims>("dims");
    const DType dtype = attributes.has("dtype") ? attributes.get<DType>("dtype") : DType::int64;
    attributes = {{"dims", dims}, {"axis", axis_attribute(op, attributes, dims.size())}, {"dtype", dtype}};
  }
  static std::vector<Type> infer(const Op&, const Variables&, const Attributes& attributes) {
    return {{attributes.get<DType>("dtype"), attributes.get<Dims>("dims")}};
  }
  static Variables vectorize(const Apply& node, const Variables&, const std::vector<bool>&, const Dim&, Differentiator&) {
    return node.outputs();  // never asked: it has no input that could be batched
  }
  static Expression element(const Apply& node, std::size_t, const Source&, const Expressions& index) {
    const Attributes& attributes = node.node()->attributes;
    return loop::cast(index[static_cast<std::size_t>(attributes.get<std::int64_t>("axis"))], attributes.get<DType>("dtype"));
  }
};

}  // namespace
constinit const Op table::iota = describe<Iota>();
}  // namespace pellucid::inline v0
