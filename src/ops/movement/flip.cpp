// x backwards along axes.
#include <algorithm>

#include "ops/support/composite.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct Flip : Composed<Flip> {
  static constexpr std::string_view name = "flip";
  static constexpr std::string_view doc = "x backwards along axes";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"axes", AttributeType::integers, "along which; absent: all"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    Axes axes = axes_attribute(op, given, inputs[0].rank());
    std::ranges::sort(axes);
    given = {{"axes", axes}};
  }
  static Variable made(const Variables& x, const Attributes& given) {
    Variable flipped = x[0];
    for (const std::int64_t axis : given.get<Axes>("axes")) flipped = reverse_axis(flipped, axis);
    return flipped;
  }
};

}  // namespace
constinit const Op table::flip = describe<Flip>();
}  // namespace pellucid::inline v0
