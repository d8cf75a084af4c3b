// Values of one shape beside each other along a new axis.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/composite.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct Stack : Composed<Stack> {
  static constexpr std::string_view name = "stack";
  static constexpr std::string_view doc = "the parts beside each other along a new axis";
  static constexpr std::array<std::string_view, 1> inputs = {"part"};
  static constexpr std::size_t most_inputs = any_number;
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axis", AttributeType::integer, "of the result; absent: 0"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    Dims common = inputs[0].dims();
    for (const Variable& part : inputs) {
      if (!can_be_equal(common, part.dims()))
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "the parts do not fit each other",
                            .expected = "equal shapes",
                            .received = received(op, inputs)});
      for (std::size_t axis = 0; axis < common.size(); ++axis) common[axis] = met(common[axis], part.dims()[axis]);
    }
    for (Variable& part : inputs) part = with_dims(part, common);
    given = {{"axis", axis_attribute(op, given, inputs[0].rank() + 1, 0)}};
  }
  static Variable made(const Variables& parts, const Attributes& given) {
    const auto axis = given.get<std::int64_t>("axis");
    Variables thin;
    for (const Variable& part : parts) thin.push_back(insert_axis(part, axis));
    return concatenate_along(thin, axis);
  }
};

}  // namespace
constinit const Op table::stack = describe<Stack>();
}  // namespace pellucid::inline v0
