// x itself, of extents that each call has to bring: where values of different unknown extents meet, one of them takes the extents of the other so.
// The cotangent has the extents of x again.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/refusals.hpp"

namespace pellucid::inline v0 {
namespace {

struct EnsureShape {
  static constexpr std::string_view name = "ensure_shape";
  static constexpr std::string_view doc = "x itself; each call checks that it has this shape";
  static constexpr bool elementwise = true;
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"dims", AttributeType::dims, "of x and of the result"}}};

  static void prepare(const Op& op, Variables&, Attributes& attributes) { require_attribute(op, attributes, "dims"); }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const Dims& dims = attributes.get<Dims>("dims");
    if (!can_be_equal(dims, inputs[0].dims()))
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "the value does not have the shape",
                          .expected = to_string(dims),
                          .received = received(op, inputs)});
    return {{inputs[0].dtype(), dims}};
  }
  static std::vector<std::pair<Dim, Dim>> equal_extents(const Apply& node) {
    const Dims &wanted = node.node()->types[0].dims, &come = node.node()->inputs[0].dims();
    std::vector<std::pair<Dim, Dim>> pairs;
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (wanted[i] != come[i]) pairs.emplace_back(wanted[i], come[i]);
    return pairs;
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {with_dims(*cotangents[0], node.inputs()[0].dims())};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim& size, Differentiator&) {
    Dims dims = node.outputs()[0].dims();
    dims.insert(dims.begin(), size);
    return {with_dims(inputs[0], dims)};
  }
  static Expression scalar(const Expressions& x, const Apply&) { return x[0]; }
};

}  // namespace
constinit const Op table::ensure_shape = describe<EnsureShape>();
}  // namespace pellucid::inline v0
