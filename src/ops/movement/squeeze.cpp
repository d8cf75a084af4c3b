// x without axes of extent 1. An axis whose extent is unknown is none of them: what shape comes out must not depend on a call.
#include <algorithm>

#include "base/refuse.hpp"
#include "ops/support/composite.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct Squeeze : Composed<Squeeze> {
  static constexpr std::string_view name = "squeeze";
  static constexpr std::string_view doc = "x without axes of extent 1";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"axes", AttributeType::integers, "that leave, each of extent 1; absent: all that are known to have it"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    const Dims& dims = inputs[0].dims();
    const auto is_one = [&](std::int64_t axis) { return dims[static_cast<std::size_t>(axis)] == 1; };
    Axes axes = axes_attribute(op, given, dims.size());
    if (!given.has("axes")) std::erase_if(axes, [&](std::int64_t axis) { return !is_one(axis); });
    std::ranges::sort(axes);
    for (const std::int64_t axis : axes)
      if (!is_one(axis))
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "axis " + std::to_string(axis) + " cannot leave",
                            .expected = "an extent of 1",
                            .received = received(op, inputs)});
    given = {{"axes", axes}};
  }
  static Variable made(const Variables& x, const Attributes& given) {
    const Axes& axes = given.get<Axes>("axes");
    Dims dims;
    for (const std::int64_t axis : axes_from(0, x[0].rank()))
      if (!std::ranges::binary_search(axes, axis)) dims.push_back(x[0].dims()[static_cast<std::size_t>(axis)]);
    return reshape_to(x[0], dims);
  }
};

}  // namespace
constinit const Op table::squeeze = describe<Squeeze>();
}  // namespace pellucid::inline v0
