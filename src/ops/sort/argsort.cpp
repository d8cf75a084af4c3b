// The positions that sort an axis; elements that tie keep their order. NaN counts as the largest.  Constant wherever it is differentiable.
#include <algorithm>
#include <numeric>

#include "ops/support/indexing.hpp"
#include "ops/support/refusals.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

// NaN above all numbers.
template <class T>
bool is_below(T a, T b) {
  if constexpr (std::is_floating_point_v<T>)
    if (b != b) return a == a;
  return a < b;
}

// The rows of an axis: every `step`th element from each beginning.
struct Rows {
  std::int64_t outer, count, step;
};

template <class T>
void sort_rows(const Array& values, Array& positions, const Rows& rows, bool descending) {
  const std::span<const T> from = values.span<T>();
  const std::span<std::int64_t> to = positions.mutable_span<std::int64_t>();
  std::vector<std::int64_t> order(static_cast<std::size_t>(rows.count));
  for (std::int64_t row = 0; row < rows.outer * rows.step; ++row) {
    const std::int64_t first = row / rows.step * rows.count * rows.step + row % rows.step;
    const auto at = [&](std::int64_t position) { return static_cast<std::size_t>(first + position * rows.step); };
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](std::int64_t a, std::int64_t b) {
      const T x = from[at(a)], y = from[at(b)];
      return descending ? is_below(y, x) : is_below(x, y);
    });
    for (std::int64_t i = 0; i < rows.count; ++i) to[at(i)] = order[static_cast<std::size_t>(i)];
  }
}

struct Argsort {
  static constexpr std::string_view name = "argsort";
  static constexpr std::string_view doc = "the positions that sort an axis; stable, NaN counts as the largest";
  static constexpr std::array<std::string_view, 1> inputs = {"x"};
  static constexpr std::array<AttributeDoc, 2> attributes = {
      {{"axis", AttributeType::integer, "absent: the last"}, {"descending", AttributeType::boolean, "from the largest on; absent: false"}}};
  using derivative = Zero;

  static void prepare(const Op& op, Variables& inputs, Attributes& attributes) {
    const bool descending = attributes.has("descending") && attributes.get<bool>("descending");
    attributes = {{"axis", axis_attribute(op, attributes, inputs[0].rank())}, {"descending", descending}};
  }
  static std::vector<Type> infer(const Op&, const Variables& inputs, const Attributes&) { return {{DType::int64, inputs[0].dims()}}; }
  static Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>&, const Dim&, Differentiator&) {
    const Attributes& attributes = node.node()->attributes;
    return {vocabulary::argsort(inputs[0], attributes.with("axis", attributes.get<std::int64_t>("axis") + 1))};
  }
  static void host(const Apply& node, const std::vector<Array>& inputs, std::vector<Array>& outputs) {
    const std::size_t axis = axis_of(node);
    const Shape& shape = inputs[0].shape();
    const auto at = shape.begin() + static_cast<std::ptrdiff_t>(axis);
    const Rows rows = {element_count(Shape(shape.begin(), at)), *at, element_count(Shape(at + 1, shape.end()))};
    const bool descending = node.node()->attributes.get<bool>("descending");
    const DType dtype = inputs[0].dtype();
    // Wide enough to keep the order of what comes in.
    if (dtype == DType::uint64) sort_rows<std::uint64_t>(inputs[0], outputs[0], rows, descending);
    else if (is_floating(dtype)) sort_rows<double>(inputs[0].astype(DType::float64), outputs[0], rows, descending);
    else sort_rows<std::int64_t>(inputs[0].astype(DType::int64), outputs[0], rows, descending);
  }
};

}  // namespace
constinit const Op table::argsort = describe<Argsort>();
}  // namespace pellucid::inline v0
