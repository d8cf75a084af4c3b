// A part of x: along each axis the elements start, start + step, ..., `extent` of them; a negative step reverses.
// The cotangent goes back to where the elements came from, with zeros around and between.
#include <cstdlib>

#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct SliceOp {
  static constexpr std::string_view name = "slice";
  static constexpr std::string_view doc = "along each axis the elements start, start + step, ...";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 3> attributes = {{{"starts", AttributeType::dims, "of each axis"},
                                                              {"extents", AttributeType::dims, "of the result"},
                                                              {"steps", AttributeType::integers, "of each axis, not 0; absent: 1"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_attribute(op, attributes, "starts");
    require_attribute(op, attributes, "extents");
    const std::size_t rank = inputs[0].rank();
    const Dims starts = attributes.get<Dims>("starts"), extents = attributes.get<Dims>("extents");
    const Axes steps = attributes.has("steps") ? attributes.get<Axes>("steps") : Axes(rank, 1);
    if (starts.size() != rank || extents.size() != rank || steps.size() != rank)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the attributes do not fit the rank",
                          .expected = std::to_string(rank) + " starts, extents and steps",
                          .received = received(op, inputs) + ", " + std::to_string(starts.size()) + " starts, " +
                                      std::to_string(extents.size()) + " extents, " + std::to_string(steps.size()) + " steps"});
    attributes = {{"starts", starts}, {"extents", extents}, {"steps", steps}};
  }

  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const Dims& extents = attributes.get<Dims>("extents");
    for (std::size_t i = 0; i < extents.size(); ++i) check_axis(op, inputs, attributes, i);
    return {{inputs[0].dtype(), extents}};
  }

  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Dims& extents = node.inputs()[0].dims();
    Variable cotangent = *cotangents[0];
    Dims low, high;
    Axes interior;
    for (std::size_t i = 0; i < extents.size(); ++i) {
      const auto [start, count, step] = range(node.node()->attributes, i);
      if (step < 0) cotangent = reverse_axis(cotangent, static_cast<std::int64_t>(i));
      interior.push_back(std::abs(step) - 1);
      low.push_back(step < 0 ? start + (count - 1) * step : start);
      high.push_back(extents[i] - low.back() - count -
                     gaps(count) * interior.back());  // what is left of the axis, also where nothing was taken
    }
    return {vocabulary::pad(cotangent, {{"low", low}, {"high", high}, {"interior", interior}})};
  }

  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim& size, Differentiator&) {
    Dims starts = node.node()->attributes.get<Dims>("starts"), extents = node.node()->attributes.get<Dims>("extents");
    Axes steps = node.node()->attributes.get<Axes>("steps");
    starts.insert(starts.begin(), 0);
    extents.insert(extents.begin(), size);
    steps.insert(steps.begin(), 1);
    return {vocabulary::slice(inputs[0], {{"starts", starts}, {"extents", extents}, {"steps", steps}})};
  }

  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    Expressions from;
    for (std::size_t i = 0; i < index.size(); ++i) {
      const Range along = range(node.node()->attributes, i);
      from.push_back(index[i] * loop::integer(along.step) + loop::size(along.start));
    }
    return source.at(0, from);
  }

 private:
  struct Range {
    Dim start, count;
    std::int64_t step;
  };
  static Range range(const Attributes& attributes, std::size_t axis) {
    return {attributes.get<Dims>("starts")[axis], attributes.get<Dims>("extents")[axis], attributes.get<Axes>("steps")[axis]};
  }

  // What can be told of unknown extents is: a bound is broken when the distance to it is known and negative.
  static void check_axis(const Op& op, const Variables& inputs, const Attributes& attributes, std::size_t axis) {
    const auto [start, count, step] = range(attributes, axis);
    const Dim &extent = inputs[0].dims()[axis], last = start + (count - 1) * step;
    const auto negative = [](const Dim& dim) { return dim.is_known() && dim.value() < 0; };
    const bool leaves = negative(start) || negative(last) || negative(extent - 1 - start) || negative(extent - 1 - last);
    if (step == 0)
      refuse<ValueError>(
          {.where = std::string(op.name), .what = "the step of axis " + std::to_string(axis) + " is 0", .received = received(op, inputs)});
    if (negative(count) || (count != 0 && leaves))
      refuse<IndexError>({.where = std::string(op.name),
                          .what = "the part leaves axis " + std::to_string(axis),
                          .expected = "positions within 0 to " + (extent - 1).to_string(),
                          .received = count.to_string() + " from " + start.to_string() + " in steps of " + std::to_string(step) + " of " +
                                      received(op, inputs)});
  }
};

}  // namespace
constinit const Op table::slice = describe<SliceOp>();
}  // namespace pellucid::inline v0
