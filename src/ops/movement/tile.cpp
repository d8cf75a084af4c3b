// x side by side with itself along each axis, as NumPy's tile: the shorter one of shape and repeats gets leading ones.
#include "base/refuse.hpp"
#include "ops/support/composite.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct Tile : Composed<Tile> {
  static constexpr std::string_view name = "tile";
  static constexpr std::string_view doc = "x repeated as a whole along each axis";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"repeats", AttributeType::dims,
        "how often, of each axis, the last ones where they are fewer; more add leading axes; always given"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    require_attribute(op, given, "repeats");
    Dims repeats = given.get<Dims>("repeats");
    for (const Dim& count : repeats)
      if (count.is_known() && count.value() < 0)
        refuse<ValueError>({.where = std::string(op.name),
                            .what = "'repeats' are negative",
                            .expected = "numbers from 0",
                            .received = to_string(repeats)});
    while (repeats.size() < inputs[0].rank()) repeats.insert(repeats.begin(), 1);
    given = {{"repeats", repeats}};
  }
  // Each axis gets one before it along which x is repeated; both then become one.
  static Variable made(const Variables& x, const Attributes& given) {
    const Dims& repeats = given.get<Dims>("repeats");
    Dims own = x[0].dims(), apart, together;
    own.insert(own.begin(), repeats.size() - own.size(), 1);
    Axes axes;
    for (std::size_t i = 0; i < own.size(); ++i) {
      apart.push_back(repeats[i]);
      axes.push_back(static_cast<std::int64_t>(apart.size()));
      apart.push_back(own[i]);
      together.push_back(repeats[i] * own[i]);
    }
    return reshape_to(vocabulary::broadcast(reshape_to(x[0], own), {{"dims", apart}, {"axes", axes}}), together);
  }
};

}  // namespace
constinit const Op table::tile = describe<Tile>();
}  // namespace pellucid::inline v0
