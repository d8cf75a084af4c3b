// x with a new axis of extent 1.
#include "ops/support/composite.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct ExpandDims : Composed<ExpandDims> {
  static constexpr std::string_view name = "expand_dims";
  static constexpr std::string_view doc = "x with a new axis of extent 1";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axis", AttributeType::integer, "of the result; always given"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    require_attribute(op, given, "axis");
    given = {{"axis", axis_attribute(op, given, inputs[0].rank() + 1)}};
  }
  static Variable made(const Variables& x, const Attributes& given) { return insert_axis(x[0], given.get<std::int64_t>("axis")); }
};

}  // namespace
constinit const Op table::expand_dims = describe<ExpandDims>();
}  // namespace pellucid::inline v0
