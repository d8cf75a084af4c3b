// The same elements in row-major order under another shape.  The cotangent is reshaped back.
#include "base/refuse.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

// Extents other than 1; axes of extent 1 have the index 0 and move nothing.
std::vector<std::size_t> moving_axes(const Dims& dims) {
  std::vector<std::size_t> axes;
  for (std::size_t i = 0; i < dims.size(); ++i)
    if (dims[i] != 1) axes.push_back(i);
  return axes;
}

// Walks both shapes from the left in groups of axes with equal products, so that only within a group positions are counted and split: an
// index stays as simple as the reshape is. Where unknown extents hide which product is larger, all that is left forms one group.
class Regrouping {
 public:
  Regrouping(const Dims& to, const Expressions& index, const Dims& from)
      : to_(to), from_(from), index_(index), out_(moving_axes(to)), in_(moving_axes(from)), result_(from.size(), loop::integer(0)) {}

  Expressions result() {
    while (i_ < in_.size()) {
      next_group();
      write_group();
    }
    return result_;
  }

 private:
  void next_group() {
    first_i_ = i_, first_j_ = j_;
    if (j_ == out_.size()) return take_all();
    Dim inside = from_[in_[i_++]], outside = to_[out_[j_++]];
    while (inside != outside) {
      const bool comparable = inside.is_known() && outside.is_known();
      if (comparable && inside.value() < outside.value() && i_ < in_.size()) inside = inside * from_[in_[i_++]];
      else if (comparable && j_ < out_.size()) outside = outside * to_[out_[j_++]];
      else return take_all();
    }
  }

  // But for a common tail, which will form groups of its own.
  void take_all() {
    std::size_t tail = 0;
    const std::size_t longest = std::min(in_.size() - first_i_, out_.size() - first_j_);
    while (tail < longest && from_[in_[in_.size() - 1 - tail]] == to_[out_[out_.size() - 1 - tail]]) ++tail;
    i_ = in_.size() - tail, j_ = out_.size() - tail;
  }

  void write_group() {
    Expression position = loop::integer(0);
    for (std::size_t j = first_j_; j < j_; ++j) position = position * loop::size(to_[out_[j]]) + index_[out_[j]];
    for (std::size_t i = i_; i-- > first_i_;) {
      const Expression extent = loop::size(from_[in_[i]]);
      result_[in_[i]] = i == first_i_ ? position : loop::apply(Operation::modulo, {position, extent});
      position = position / extent;
    }
  }

  const Dims &to_, &from_;
  const Expressions& index_;
  std::vector<std::size_t> out_, in_;
  Expressions result_;
  std::size_t i_ = 0, j_ = 0, first_i_ = 0, first_j_ = 0;
};

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
    if (product(dims) != product(inputs[0].dims())) refuse_dims(op, inputs, dims, "the number of elements changes");
    return {{inputs[0].dtype(), dims}};
  }
  static Flows pullback(const Apply& node, const Flows& cotangents, Differentiator&) {
    if (!cotangents[0]) return {std::nullopt};
    return {reshape_to(*cotangents[0], node.inputs()[0].dims())};
  }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim& size, Differentiator&) {
    Dims dims = node.outputs()[0].dims();
    dims.insert(dims.begin(), size);
    return {reshape_to(inputs[0], dims)};
  }
  static Expression element(const Apply& node, std::size_t, const Source& source, const Expressions& index) {
    return source.at(0, Regrouping(node.outputs()[0].dims(), index, node.inputs()[0].dims()).result());
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
