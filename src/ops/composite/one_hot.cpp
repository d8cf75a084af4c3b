// 1 at the position that an index names along a new last axis, 0 elsewhere; all 0 for an index outside.
#include "base/refuse.hpp"
#include "ops/support/composite.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct OneHot {
  static constexpr std::string_view name = "one_hot";
  static constexpr std::string_view doc = "1 at the index along a new last axis of extent depth, else 0";
  static constexpr std::array<std::string_view, 1> inputs = {"indices"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"depth", AttributeType::integer, "extent of the new axis, at least 1; always given"},
       {"dtype", AttributeType::dtype, "absent: float32"}}};
  static constexpr auto vectorize = vectorize_elementwise;
  using derivative = Zero;

  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    require_integers(op, inputs, 0);
    complete(op, given, {{"dtype", DType::float32}});
    const std::int64_t depth = given.get<std::int64_t>("depth");
    if (depth < 1)
      refuse<ValueError>(
          {.where = std::string(op.name), .what = "'depth' is too small", .expected = "at least 1", .received = std::to_string(depth)});
  }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes& given) {
    Dims dims = inputs[0].dims();
    dims.emplace_back(given.get<std::int64_t>("depth"));
    return {{given.get<DType>("dtype"), dims}};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    const auto& [dtype, dims] = node.node()->types[0];
    const Variable index = vocabulary::broadcast(cast_to(x[0], DType::int64), {{"dims", dims}, {"axes", axes_from(0, x[0].rank())}});
    return cast_to(vocabulary::equal(index, counting(dims, static_cast<std::int64_t>(x[0].rank()))), dtype);
  }
};

}  // namespace
constinit const Op table::one_hot = describe<OneHot>();
}  // namespace pellucid::inline v0
