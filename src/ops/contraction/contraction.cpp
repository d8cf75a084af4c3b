// out = sum over the labels that out lacks of a * b: products of matrices, batched and transposed as the labels say ("bik,bkj->bij").
// It is linear in each, and the cotangent of one is again a contraction: of the output's cotangent with the other.
#include "ops/support/contraction.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct Contraction {
  static constexpr std::string_view name = "contraction";
  static constexpr std::string_view doc = "the sum of a * b over the labels that the result lacks; Einstein's notation for two operands";
  static constexpr std::array<std::string_view, 2> inputs = {"a", "b"};
  static constexpr std::array<AttributeDoc, 1> attributes = {
      {{"labels", AttributeType::text, "a letter for each axis: \"ik,kj->ij\"; each letter in two of the three"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_attribute(op, attributes, "labels");
    const DType dtype = common_dtype(inputs);
    for (Variable& input : inputs) input = cast_to(input, dtype == DType::boolean ? DType::int64 : dtype);
    const Labels labels = parse_labels(attributes.get<std::string>("labels")).canonical();
    make_labels_meet(labels, inputs[0], inputs[1]);
    attributes = {{"labels", labels.text()}};
  }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes& attributes) {
    const Labels labels = parse_labels(attributes.get<std::string>("labels"));
    const std::map<char, Dim> extents = extents_of(labels, inputs);
    Dims dims;
    for (const char label : labels.out) dims.push_back(extents.at(label));
    return {{common_dtype(inputs), dims}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    const auto [a, b, out] = labels_of(node);
    const Variables x = node.inputs();
    return {contract(*cotangents[0], x[1], {out, b, a}), contract(x[0], *cotangents[0], {a, out, b})};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim&, Differentiator&) {
    auto [a, b, out] = labels_of(node);
    const std::string batch(1, unused_letter(a + b));
    return {contract(inputs[0], inputs[1], {batched[0] ? batch + a : a, batched[1] ? batch + b : b, batch + out})};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    const Labels labels = labels_of(node);
    std::map<char, Expression> at;
    for (std::size_t i = 0; i < labels.out.size(); ++i) at[labels.out[i]] = index[i];
    std::vector<loop::Axis> summed;
    for (const auto& [label, extent] : extents_of(labels, node.inputs())) {
      if (at.contains(label)) continue;
      summed.push_back(loop::make_axis({label}, extent));
      at[label] = loop::index(summed.back());
    }
    const auto operand = [&](std::size_t input, const std::string& letters) {
      Expressions place;
      for (const char label : letters) place.push_back(at.at(label));
      return source.at(input, place);
    };
    const Expression terms = loop::widened(operand(0, labels.a)) * loop::widened(operand(1, labels.b));
    return loop::cast(loop::reduce(loop::Reduction::sum, summed, terms), node.node()->types[0].dtype);
  }
};

}  // namespace
constinit const Op table::contraction = describe<Contraction>();
}  // namespace pellucid::inline v0
