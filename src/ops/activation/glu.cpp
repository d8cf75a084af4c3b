// The first half along the axis times the sigmoid of the second.
// Dauphin et al. 2017, "Language modeling with gated convolutional networks"
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/composite.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Glu : AlongAxis {
  static constexpr std::string_view name = "glu";
  static constexpr std::string_view doc = "a * sigmoid(b) of the halves a, b of x along axis";
  using derivative = OfInner;
  static void prepare(const Op& op, Variables& inputs, Attributes& given) {
    AlongAxis::prepare(op, inputs, given);
    const auto along = static_cast<std::size_t>(given.get<std::int64_t>("axis"));
    const Dim halves = floor_divide(inputs[0].dims()[along], 2) * 2;
    if (can_be_equal(halves, inputs[0].dims()[along])) inputs[0] = with_extent(inputs[0], along, halves);
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& given) {
    Type type = inputs[0].type();
    Dim& extent = type.dims[static_cast<std::size_t>(given.get<std::int64_t>("axis"))];
    const Dim half = floor_divide(extent, 2);
    if (half + half != extent)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the axis has no two halves",
                          .expected = "an even extent",
                          .received = received(op, inputs)});
    extent = half;
    return {type};
  }
  static Variable inner(const Variables& x, const Apply& node) {
    const Dim half = node.outputs()[0].dims()[static_cast<std::size_t>(axis(node))];
    return slice_axis(x[0], axis(node), 0, half) * vocabulary::sigmoid(slice_axis(x[0], axis(node), half, half));
  }
};

}  // namespace
constinit const Op table::glu = describe<Glu>();
}  // namespace pellucid::inline v0
