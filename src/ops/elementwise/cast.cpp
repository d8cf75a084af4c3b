// x in another dtype.  Floats to integers truncate toward zero and saturate, NaN gives 0; numbers to bool say "is not zero".
// Between floats it is linear: the cotangent is cast back. Integers and bool carry no derivative, so nothing flows to or from them.
#include "base/refuse.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Cast : Elementwise {
  static constexpr std::string_view name = "cast";
  static constexpr std::string_view doc =
      "x in another dtype; floats to integers truncate and saturate, to bool says whether x is not zero";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"dtype", AttributeType::dtype, "of the result"}}};
  static void prepare(const Op& op, Variables&, Attributes& attributes) {
    if (!attributes.has("dtype")) refuse<ValueError>({.where = std::string(op.name), .what = "the attribute 'dtype' is missing"});
  }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes& attributes) {
    return {{attributes.get<DType>("dtype"), inputs[0].dims()}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {vocabulary::cast(*cotangents[0], {{"dtype", node.inputs()[0].dtype()}})};
  }
  static Expression scalar(const Expressions& x, const Apply& node) { return loop::cast(x[0], node.outputs()[0].dtype()); }
};

}  // namespace
constinit const Op table::cast = describe<Cast>();
}  // namespace pellucid::inline v0
