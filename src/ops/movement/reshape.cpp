// The same elements in row-major order under another shape.  The cotangent is reshaped back. Where only a call can tell that they are as many,
// it does.
#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

// Where the shortest groups of axes with equal products end that begin at these axes of both shapes.
std::pair<std::size_t, std::size_t> group_end(const Dims& from, std::size_t i, const Dims& to, std::size_t j) {
  for (Dim inside = 1; i < from.size();) {
    inside = inside * from[i++];
    Dim outside = 1;
    for (std::size_t end = j; end < to.size(); ++end) {
      if (inside == outside) return {i, end};
      outside = outside * to[end];
    }
  }
  return {from.size(), to.size()};  // the last group, or there are no elements
}

// Only within a group positions are counted and split: an index stays as simple as the reshape is. Axes of extent 1 have the index 0.
Expressions index_before(const Dims& from, const Dims& to, const Expressions& index) {
  Expressions before(from.size());
  for (std::size_t i = 0, j = 0; i < from.size();) {
    const auto [end_i, end_j] = group_end(from, i, to, j);
    Expression position = loop::integer(0);
    for (; j < end_j; ++j)
      if (to[j] != 1) position = position * loop::size(to[j]) + index[j];
    for (std::size_t k = end_i; k-- > i;) {
      const Expression extent = loop::size(from[k]);
      before[k] = k == i ? position : loop::apply(Operation::modulo, {position, extent});
      position = position / extent;
    }
    i = end_i;
  }
  return before;
}

struct Reshape {
  static constexpr std::string_view name = "reshape";
  static constexpr std::string_view doc = "the same elements in row-major order under another shape";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 1> attributes = {{{"dims", AttributeType::dims, "of the result; one may be -1: what is left"}}};

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    require_attribute(op, attributes, "dims");
    Dims dims = attributes.get<Dims>("dims");
    std::optional<std::size_t> open;
    Dim rest = 1;
    for (std::size_t i = 0; i < dims.size(); ++i) {
      if (dims[i] == -1 && !open) open = i;
      else if (dims[i].is_known() && dims[i].value() < 0) refuse_dims(op, inputs, dims, "an extent is negative");
      else rest = rest * dims[i];
    }
    if (open) {
      if (rest == 0) refuse_dims(op, inputs, dims, "what -1 stands for cannot be told beside an extent of 0");
      dims[*open] = floor_divide(product(inputs[0].dims()), rest);
    }
    attributes = {{"dims", dims}};
  }
  static std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
    const Dims& dims = attributes.get<Dims>("dims");
    if (!can_be_equal(product(dims), product(inputs[0].dims()))) refuse_dims(op, inputs, dims, "the number of elements changes");
    return {{inputs[0].dtype(), dims}};
  }
  static std::vector<std::pair<Dim, Dim>> equal_extents(const Apply& node) {
    const Dim wanted = product(node.node()->types[0].dims), come = product(node.node()->inputs[0].dims());
    return wanted == come ? std::vector<std::pair<Dim, Dim>>() : std::vector{std::pair{wanted, come}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    return {reshape_to(*cotangents[0], node.inputs()[0].dims())};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim& size, Differentiator&) {
    Dims dims = node.outputs()[0].dims();
    dims.insert(dims.begin(), size);
    return {reshape_to(inputs[0], dims)};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return source.at(0, index_before(node.inputs()[0].dims(), node.outputs()[0].dims(), index));
  }

 private:
  [[noreturn]] static void refuse_dims(const Op& op, const Variables& inputs, const Dims& dims, std::string_view what) {
    refuse<ShapeError>({.where = std::string(op.name),
                        .what = std::string(what),
                        .expected = product(inputs[0].dims()).to_string() + " elements",
                        .received = received(op, inputs) + ", dims " + to_string(dims)});
  }
};

}  // namespace
constinit const Op table::reshape = describe<Reshape>();
}  // namespace pellucid::inline v0
