// What is made of numbers alone is a number, and what is one number everywhere is said once.
#include <algorithm>

#include "compiler/rewrite/rule.hpp"
#include "ops/support/arithmetic.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr std::int64_t most_made = 64;     // elements of what is computed here
constexpr std::int64_t most_read = 4'096;  // elements of what it is computed from

bool is_constant(const Variable& x) { return op_of(x).role == Role::literal || op_of(x).role == Role::constant; }

bool is_at_most(const Dim& size, std::int64_t count) { return size.is_known() && size.value() <= count; }

Rewritten evaluate_constants(const NodePointer& node, const Variables& x) {
  const Op& op = *node->op;
  if (op.role != Role::ordinary || op.checks != nullptr || x.empty() || &op == &table::broadcast) return {};
  if (!std::ranges::all_of(x, is_constant)) return {};
  Dim read = 0;
  for (const Variable& input : x) read = read + product(input.dims());
  if (!is_at_most(read, most_read) || !is_at_most(product(node->types[0].dims), most_made)) return {};
  Variables results;
  for (const Array& value : evaluate(Apply(node).outputs(), {})) results.push_back(constant(value));
  return results;
}

Rewritten say_once(const NodePointer& node, const Variables&) {
  if (node->op->role != Role::constant) return {};
  const Array& value = *attribute<std::shared_ptr<const Array>>(node, "value");
  if (value.size() == 0 || value.size() > most_read) return {};
  const double first = value.astype(DType::float64).to_vector<double>().front();
  if (!same_bits(value, Array::full(value.shape(), first, value.dtype()))) return {};
  return full(first, node->types[0]);
}

// The scalar that `x` is everywhere.
const Variable* repeated(const Variable& x) {
  if (x.rank() == 0) return &x;
  return is(x, table::broadcast) && inputs_of(x)[0].rank() == 0 ? inputs_of(x).data() : nullptr;
}

Variable repeat(const Variable& scalar, const Dims& dims) { return vocabulary::broadcast(scalar, {{"dims", dims}, {"axes", Axes{}}}); }

Rewritten compute_once(const NodePointer& node, const Variables& x) {
  if (!node->op->elementwise || node->types[0].rank() == 0) return {};
  Variables scalars;
  for (const Variable& input : x) {
    const Variable* scalar = repeated(input);
    if (scalar == nullptr) return {};
    scalars.push_back(*scalar);
  }
  return repeat(Variable(rebuild(node, scalars), 0), node->types[0].dims);
}

Rewritten move_repeated(const NodePointer& node, const Variables& x) {
  const Variable* scalar = repeated(x[0]);
  return scalar != nullptr ? repeat(*scalar, node->types[0].dims) : Rewritten();
}

Rewritten known_extent(const NodePointer& node, const Variables&) {
  const Dim& extent = attribute<Dims>(node, "dims")[0];
  const DType dtype = node->types[0].dtype;
  return extent.is_known() ? constant(count_in(extent, dtype), dtype) : Rewritten();
}

Rewritten count_one(const NodePointer& node, const Variables&) {
  const auto axis = static_cast<std::size_t>(attribute<std::int64_t>(node, "axis"));
  return is_one(node->types[0].dims[axis]) ? zeros(node->types[0]) : Rewritten();
}

constexpr std::array rows = {
    Rule{"constant expression", "f(constants) -> a constant, where it is small", {}, evaluate_constants},
    Rule{"uniform array", "an array of one number throughout -> that number, broadcast", {}, say_once},
    Rule{"elementwise of repeated", "f(broadcast(a), broadcast(b)) of scalars -> broadcast(f(a, b))", {}, compute_once},
    Rule{"movement of repeated",
         "a broadcast scalar transposed, reshaped or sliced -> broadcast to that shape",
         {&table::transpose, &table::reshape, &table::slice},
         move_repeated},
    Rule{"known extent", "extent(n) -> n", {&table::extent}, known_extent},
    Rule{"iota of one", "positions along an axis of extent 1 -> 0", {&table::iota}, count_one},
};

}  // namespace

constinit const Table rules::folding = {"folding", rows};

}  // namespace pellucid::inline v0::compiler
