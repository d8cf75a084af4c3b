// x with `low` elements before, `high` after and `interior` between any two neighbours along each axis; what is added has the value `value`.
// Negative `low` and `high` cut off.  The cotangent is cut and stepped over in turn: what was added receives nothing.
#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

struct Pad {
  static constexpr std::string_view name = "pad";
  static constexpr std::string_view doc = "x with elements of one value added around and between its own, or cut off";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 4> attributes = {
      {{"low", AttributeType::dims, "before each axis; negative cuts off"},
       {"high", AttributeType::dims, "after each axis; negative cuts off"},
       {"interior", AttributeType::integers, "between neighbours, not negative; absent: 0"},
       {"value", AttributeType::number, "of what is added; absent: 0"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_attribute(op, attributes, "low");
    require_attribute(op, attributes, "high");
    const std::size_t rank = inputs[0].rank();
    const Dims low = attributes.get<Dims>("low"), high = attributes.get<Dims>("high");
    const Axes interior = attributes.has("interior") ? attributes.get<Axes>("interior") : Axes(rank, 0);
    if (low.size() != rank || high.size() != rank || interior.size() != rank)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the attributes do not fit the rank",
                          .expected = std::to_string(rank) + " of low, high and interior",
                          .received = received(op, inputs) + ", " + std::to_string(low.size()) + " of low, " + std::to_string(high.size()) +
                                      " of high, " + std::to_string(interior.size()) + " of interior"});
    for (const std::int64_t count : interior)
      if (count < 0)
        refuse<ValueError>({.where = std::string(op.name), .what = "'interior' is negative", .received = std::to_string(count)});
    attributes = {
        {"low", low}, {"high", high}, {"interior", interior}, {"value", attributes.has("value") ? attributes.get<double>("value") : 0.0}};
  }

  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    Dims dims;
    for (std::size_t i = 0; i < inputs[0].rank(); ++i) {
      const Padding by = padding(attributes, i);
      dims.push_back(by.low + by.high + inputs[0].dims()[i] + gaps(inputs[0].dims()[i]) * by.interior);
      if (dims[i].is_known() && dims[i].value() < 0)
        refuse<ShapeError>({.where = std::string(op.name),
                            .what = "more is cut off axis " + std::to_string(i) + " than it has",
                            .received = received(op, inputs) + ", low " + by.low.to_string() + ", high " + by.high.to_string()});
    }
    return {{inputs[0].dtype(), dims}};
  }

  // The high side keeps what `interior` would add after the last element, so that no extent is negative where there are no elements.
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const Variable x = node.inputs()[0];
    Dims low, high;
    Axes steps;
    for (std::size_t i = 0; i < x.rank(); ++i) {
      const Padding own = padding(node.node()->attributes, i);
      low.push_back(0 - own.low);
      high.push_back(own.interior - own.high);
      steps.push_back(own.apart());
    }
    const Variable spread = vocabulary::pad(*cotangents[0], {{"low", low}, {"high", high}});
    return {vocabulary::slice(spread, {{"starts", Dims(x.rank(), 0)}, {"extents", x.dims()}, {"steps", steps}})};
  }

  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
    Attributes attributes = node.node()->attributes;
    for (const char* name : {"low", "high"}) {
      Dims dims = attributes.get<Dims>(name);
      dims.insert(dims.begin(), 0);
      attributes.set(name, dims);
    }
    Axes interior = attributes.get<Axes>("interior");
    interior.insert(interior.begin(), 0);
    attributes.set("interior", interior);
    return {vocabulary::pad(inputs[0], attributes)};
  }

  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    const Attributes& attributes = node.node()->attributes;
    const Variable x = node.inputs()[0];
    Expressions from;
    Expression is_own = loop::constant(true, DType::boolean);
    const auto need = [&](const Expression& condition) { is_own = loop::apply(Operation::logical_and, {is_own, condition}); };
    const auto never_positive = [](const Dim& dim) { return dim.is_known() && dim.value() <= 0; };
    for (std::size_t i = 0; i < index.size(); ++i) {
      const Padding by = padding(attributes, i);
      const Expression distance = index[i] - loop::size(by.low), spacing = loop::integer(by.apart());
      if (!never_positive(by.low)) need(loop::apply(Operation::less_equal, {loop::integer(0), distance}));
      if (!never_positive(by.high)) need(loop::apply(Operation::less, {distance / spacing, loop::size(x.dims()[i])}));
      need(loop::apply(Operation::equal, {loop::apply(Operation::modulo, {distance, spacing}), loop::integer(0)}));
      from.push_back(distance / spacing);
    }
    return loop::select(is_own, source.at(0, from), loop::constant(attributes.get<double>("value"), x.dtype()));
  }

 private:
  struct Padding {
    Dim low, high;
    std::int64_t interior;
    std::int64_t apart() const { return interior + 1; }  // how far neighbours come to lie from each other
  };
  static Padding padding(const Attributes& attributes, std::size_t axis) {
    return {attributes.get<Dims>("low")[axis], attributes.get<Dims>("high")[axis], attributes.get<Axes>("interior")[axis]};
  }
};

}  // namespace
constinit const Op table::pad = describe<Pad>();
}  // namespace pellucid::inline v0
