// x repeated along new axes: axis i of x is axis axes[i] of the result, and x does not vary along the others, nor along an axis of extent 1 that is
// longer in the result.  The cotangent is summed over them.
#include <algorithm>

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Broadcast {
  static constexpr std::string_view name = "broadcast";
  static constexpr std::string_view doc = "x repeated along new axes, and along its own of extent 1";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"dims", AttributeType::dims, "of the result"},
       {"axes", AttributeType::integers, "of the result, one for each axis of x, ascending; absent: the last ones"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_attribute(op, attributes, "dims");
    const Dims dims = attributes.get<Dims>("dims");
    const std::size_t rank = inputs[0].rank();
    Axes axes = axes_attribute(op, attributes, dims.size());
    if (!attributes.has("axes") && rank < axes.size()) axes.erase(axes.begin(), axes.end() - static_cast<std::ptrdiff_t>(rank));
    if (axes.size() == rank) fit_to(dims, inputs[0], axes);
    attributes = {{"dims", dims}, {"axes", axes}};
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const Dims& dims = attributes.get<Dims>("dims");
    const Axes& axes = attributes.get<Axes>("axes");
    bool fits = axes.size() == inputs[0].rank() && std::ranges::is_sorted(axes);
    for (std::size_t i = 0; fits && i < axes.size(); ++i) fits = inputs[0].dims()[i] == dims[static_cast<std::size_t>(axes[i])];
    if (!fits)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the value does not fit these axes of the shape",
                          .expected = "one ascending axis of equal extent for each of its own",
                          .received = received(op, inputs) + ", dims " + to_string(dims) + ", axes " + to_string(AttributeValue(axes))});
    return {{inputs[0].dtype(), dims}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Axes& kept = node.node()->attributes.get<Axes>("axes");
    Axes repeated;
    for (std::size_t i = 0; i < node.outputs()[0].rank(); ++i)
      if (!std::ranges::binary_search(kept, static_cast<std::int64_t>(i))) repeated.push_back(static_cast<std::int64_t>(i));
    return {repeated.empty() ? *cotangents[0] : vocabulary::sum(*cotangents[0], {{"axes", repeated}})};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim& size, Differentiator&) {
    Dims dims = node.outputs()[0].dims();
    dims.insert(dims.begin(), size);
    Axes axes = {0};
    for (const std::int64_t axis : node.node()->attributes.get<Axes>("axes")) axes.push_back(axis + 1);
    return {vocabulary::broadcast(inputs[0], {{"dims", dims}, {"axes", axes}})};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    Expressions from;
    for (const std::int64_t axis : node.node()->attributes.get<Axes>("axes")) from.push_back(index[static_cast<std::size_t>(axis)]);
    return source.at(0, from);
  }

 private:
  // Axes of extent 1 that are longer in the result go; of the others each call checks what is not known. What cannot fit is left to `infer`.
  static void fit_to(const Dims& dims, Variable& x, Axes& axes) {
    Axes kept;
    Dims own, wanted;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      const Dim &extent = x.dims()[i], &target = dims[static_cast<std::size_t>(axes[i])];
      if (extent == 1 && target != 1) continue;
      if (!can_be_equal(target, extent)) return;
      kept.push_back(axes[i]);
      own.push_back(extent);
      wanted.push_back(target);
    }
    x = with_dims(reshape_to(x, own), wanted);
    axes = std::move(kept);
  }
};

}  // namespace
constinit const Op table::broadcast = describe<Broadcast>();
}  // namespace pellucid::inline v0
