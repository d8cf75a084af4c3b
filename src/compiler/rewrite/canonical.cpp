// One form for what has many: identities go, movements merge, constants stand on the right.
#include <algorithm>
#include <iterator>

#include "compiler/rewrite/rule.hpp"
#include "ops/support/contraction.hpp"
#include "ops/support/movement.hpp"

namespace pellucid::inline v0::compiler {
namespace {

bool is_all(const Dims& dims, const Dim& value) {
  return std::ranges::all_of(dims, [&](const Dim& dim) { return dim == value; });
}
bool is_all(const Axes& axes, std::int64_t value) {
  return std::ranges::all_of(axes, [&](std::int64_t axis) { return axis == value; });
}
std::size_t place(std::int64_t axis) { return static_cast<std::size_t>(axis); }

// Whether each number of the first dtype is one of the second.
bool holds_all_of(DType from, DType to) {
  if (from == DType::boolean) return true;
  const bool has_sign = is_signed(to) || !is_signed(from), has_fractions = v0::is_floating(to) || !v0::is_floating(from);
  return size_of(from) < size_of(to) && has_sign && has_fractions;  // a mantissa holds the integers of half its size
}

Rewritten merge_casts(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::cast)) return {};
  const Variable& from = inputs_of(x[0])[0];
  const DType to = node->types[0].dtype;
  if (!holds_all_of(from.dtype(), x[0].dtype())) return {};
  // An integer wraps where a float saturates.
  const bool saturates = v0::is_floating(x[0].dtype()) && is_integer(to);
  if (saturates && from.dtype() != to && !holds_all_of(from.dtype(), to)) return {};
  return from.dtype() == to ? from : vocabulary::cast(from, {{"dtype", to}});
}

Rewritten constant_to_the_right(const NodePointer& node, const Variables& x) {
  return filled(x[0]) && !filled(x[1]) ? Variable(intern(*node->op, {x[1], x[0]}, node->attributes), 0) : Rewritten();
}

Rewritten merge_transposes(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::transpose)) return {};
  const Axes& first = attribute<Axes>(x[0], "axes");
  Axes both;
  for (const std::int64_t axis : attribute<Axes>(node, "axes")) both.push_back(first[place(axis)]);
  return transpose_to(inputs_of(x[0])[0], both);
}

Rewritten transpose_moves_nothing(const NodePointer& node, const Variables& x) {
  std::int64_t last = 0;
  for (const std::int64_t axis : attribute<Axes>(node, "axes")) {
    if (is_one(x[0].dims()[place(axis)])) continue;
    if (axis < last) return {};
    last = axis;
  }
  return reshape_to(x[0], node->types[0].dims);
}

Rewritten merge_reshapes(const NodePointer& node, const Variables& x) {
  const Dims& dims = node->types[0].dims;
  if (x[0].dims() == dims) return x[0];
  if (x[0].rank() == 0) return vocabulary::broadcast(x[0], {{"dims", dims}, {"axes", Axes{}}});
  return is(x[0], table::reshape) ? reshape_to(inputs_of(x[0])[0], dims) : Rewritten();
}

Rewritten broadcast_repeats_nothing(const NodePointer& node, const Variables& x) {
  const Axes& axes = attribute<Axes>(node, "axes");
  const Dims& dims = node->types[0].dims;
  if (axes.empty() && !dims.empty()) return {};  // a repeated scalar, which other rules look for
  for (std::size_t i = 0; i < dims.size(); ++i)
    if (!is_one(dims[i]) && !std::ranges::binary_search(axes, static_cast<std::int64_t>(i))) return {};
  return reshape_to(x[0], dims);
}

Rewritten merge_broadcasts(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::broadcast)) return {};
  Axes axes;
  for (const std::int64_t axis : attribute<Axes>(x[0], "axes")) axes.push_back(attribute<Axes>(node, "axes")[place(axis)]);
  return vocabulary::broadcast(inputs_of(x[0])[0], {{"dims", node->types[0].dims}, {"axes", axes}});
}

Rewritten slice_of_everything(const NodePointer& node, const Variables& x) {
  const bool is_all_of_it = is_all(attribute<Dims>(node, "starts"), 0) && node->types[0].dims == x[0].dims();  // so steps are 1
  return is_all_of_it ? x[0] : Rewritten();
}

Rewritten merge_slices(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::slice)) return {};
  Dims starts = attribute<Dims>(x[0], "starts");
  Axes steps = attribute<Axes>(x[0], "steps");
  for (std::size_t i = 0; i < starts.size(); ++i) {
    starts[i] = starts[i] + attribute<Dims>(node, "starts")[i] * steps[i];
    steps[i] *= attribute<Axes>(node, "steps")[i];
  }
  return vocabulary::slice(inputs_of(x[0])[0], {{"starts", starts}, {"extents", node->types[0].dims}, {"steps", steps}});
}

Rewritten slice_of_broadcast(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::broadcast)) return {};
  Dims starts, extents;
  Axes steps;
  const Axes& axes = attribute<Axes>(x[0], "axes");
  for (const std::int64_t axis : axes) {
    starts.push_back(attribute<Dims>(node, "starts")[place(axis)]);
    extents.push_back(node->types[0].dims[place(axis)]);
    steps.push_back(attribute<Axes>(node, "steps")[place(axis)]);
  }
  const Variable part = vocabulary::slice(inputs_of(x[0])[0], {{"starts", starts}, {"extents", extents}, {"steps", steps}});
  return vocabulary::broadcast(part, {{"dims", node->types[0].dims}, {"axes", axes}});
}

// A slice that lies within one part of a concatenation is a slice of that part.
Rewritten slice_of_concatenation(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::concatenate)) return {};
  const std::size_t axis = place(attribute<std::int64_t>(x[0], "axis"));
  Dims starts = attribute<Dims>(node, "starts");
  const Dim extent = node->types[0].dims[axis];
  const std::int64_t step = attribute<Axes>(node, "steps")[axis];
  if (!starts[axis].is_known() || !extent.is_known()) return {};
  const std::int64_t first = starts[axis].value(), last = first + (extent.value() - 1) * step;
  std::int64_t begin = 0;
  for (const Variable& part : inputs_of(x[0])) {
    const Dim own = part.dims()[axis];
    if (!own.is_known()) return {};
    if (std::min(first, last) >= begin && std::max(first, last) < begin + own.value()) {
      starts[axis] = first - begin;
      return vocabulary::slice(part, {{"starts", starts}, {"extents", node->types[0].dims}, {"steps", attribute<Axes>(node, "steps")}});
    }
    begin += own.value();
  }
  return {};
}

Rewritten pad_by_nothing(const NodePointer& node, const Variables& x) {
  const bool adds_nothing =
      is_all(attribute<Dims>(node, "low"), 0) && is_all(attribute<Dims>(node, "high"), 0) && is_all(attribute<Axes>(node, "interior"), 0);
  return adds_nothing ? x[0] : Rewritten();
}

bool only_adds_around(const NodePointer& pad) {
  const auto is_count = [](const Dim& dim) { return dim.is_known() && dim.value() >= 0; };
  return std::ranges::all_of(attribute<Dims>(pad, "low"), is_count) && std::ranges::all_of(attribute<Dims>(pad, "high"), is_count) &&
         is_all(attribute<Axes>(pad, "interior"), 0);
}

Rewritten merge_pads(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::pad) || !only_adds_around(node) || !only_adds_around(x[0].node())) return {};
  if (!same(node->attributes.value("value"), x[0].node()->attributes.value("value"))) return {};
  Dims low = attribute<Dims>(node, "low"), high = attribute<Dims>(node, "high");
  for (std::size_t i = 0; i < low.size(); ++i) {
    low[i] = low[i] + attribute<Dims>(x[0], "low")[i];
    high[i] = high[i] + attribute<Dims>(x[0], "high")[i];
  }
  return vocabulary::pad(inputs_of(x[0])[0], {{"low", low}, {"high", high}, {"value", node->attributes.get<double>("value")}});
}

Rewritten flatten_concatenation(const NodePointer& node, const Variables& x) {
  if (x.size() == 1) return x[0];
  const auto axis = attribute<std::int64_t>(node, "axis");
  const auto is_alike = [&](const Variable& part) { return is(part, table::concatenate) && attribute<std::int64_t>(part, "axis") == axis; };
  if (std::ranges::none_of(x, is_alike)) return {};
  Variables parts;
  for (const Variable& part : x) {
    if (is_alike(part)) parts.insert(parts.end(), inputs_of(part).begin(), inputs_of(part).end());
    else parts.push_back(part);
  }
  return concatenate_along(parts, axis);
}

// Axes of extent 1 need no reducing.
Rewritten reduce_nothing(const NodePointer& node, const Variables& x) {
  Dims dims;
  Axes axes;
  const Axes& reduced = attribute<Axes>(node, "axes");
  for (std::size_t i = 0; i < x[0].rank(); ++i) {
    const bool leaves = std::ranges::binary_search(reduced, static_cast<std::int64_t>(i));
    if (leaves && is_one(x[0].dims()[i])) continue;
    if (leaves) axes.push_back(static_cast<std::int64_t>(dims.size()));
    dims.push_back(x[0].dims()[i]);
  }
  if (axes.empty()) return reshape_to(x[0], dims);
  return axes.size() < reduced.size() ? apply(*node->op, {reshape_to(x[0], dims)}, {{"axes", axes}}) : Rewritten();
}

Rewritten merge_extrema(const NodePointer& node, const Variables& x) {
  if (!is(x[0], *node->op)) return {};
  const Axes &outer = attribute<Axes>(node, "axes"), &inner = attribute<Axes>(x[0], "axes");
  Axes left, both = inner;
  std::ranges::set_difference(axes_from(0, inputs_of(x[0])[0].rank()), inner, std::back_inserter(left));
  for (const std::int64_t axis : outer) both.push_back(left[place(axis)]);
  return apply(*node->op, {inputs_of(x[0])[0]}, {{"axes", both}});
}

Rewritten contract_untransposed(const NodePointer& node, const Variables& x) {
  if (!is(x[0], table::transpose) && !is(x[1], table::transpose)) return {};
  Labels labels = labels_of(Apply(node));
  Variables operands = x;
  const auto see_through = [](Variable& operand, std::string& letters) {
    if (!is(operand, table::transpose)) return;
    std::string before = letters;
    const Axes& axes = attribute<Axes>(operand, "axes");
    for (std::size_t i = 0; i < axes.size(); ++i) before[place(axes[i])] = letters[i];
    letters = before;
    operand = Variable(inputs_of(operand)[0]);
  };
  see_through(operands[0], labels.a);
  see_through(operands[1], labels.b);
  return contract(operands[0], operands[1], labels);
}

constexpr std::array rows = {
    Rule{"stop_gradient",
         "stop_gradient(x) -> x; and the limit of a slope",
         {&table::stop_gradient, &table::flow_limit},
         [](const NodePointer&, const Variables& x) -> Rewritten { return x[0]; }},
    Rule{"cast to the same",
         "cast(x, its own dtype) -> x",
         {&table::cast},
         [](const NodePointer& node, const Variables& x) { return x[0].dtype() == node->types[0].dtype ? x[0] : Rewritten(); }},
    Rule{"cast of cast", "cast(cast(x, b), c) -> cast(x, c) where b holds all that x can be", {&table::cast}, merge_casts},
    Rule{"constant to the right",
         "c + x -> x + c, and so the other ops that commute",
         {&table::add, &table::multiply, &table::logical_and, &table::logical_or, &table::equal, &table::not_equal},
         constant_to_the_right},
    Rule{"transpose of nothing",
         "a transpose that moves axes of extent 1 only -> reshape, or x",
         {&table::transpose},
         transpose_moves_nothing},
    Rule{"transpose of transpose", "two transposes -> one, or none", {&table::transpose}, merge_transposes},
    Rule{"reshape of reshape", "two reshapes -> one; to the same shape -> x; of a scalar -> broadcast", {&table::reshape}, merge_reshapes},
    Rule{"ensured shape of what has it",
         "ensure_shape(x, the shape of x) -> x",
         {&table::ensure_shape},
         [](const NodePointer& node, const Variables& x) { return x[0].dims() == node->types[0].dims ? x[0] : Rewritten(); }},
    Rule{"broadcast of nothing", "a broadcast along axes of extent 1 -> reshape, or x", {&table::broadcast}, broadcast_repeats_nothing},
    Rule{"broadcast of broadcast", "two broadcasts -> one", {&table::broadcast}, merge_broadcasts},
    Rule{"slice of everything", "x[:] -> x", {&table::slice}, slice_of_everything},
    Rule{"slice of slice", "two slices -> one", {&table::slice}, merge_slices},
    Rule{"slice of broadcast", "a slice of a broadcast -> a broadcast of a slice", {&table::slice}, slice_of_broadcast},
    Rule{"slice of concatenation", "a slice within one part -> a slice of that part", {&table::slice}, slice_of_concatenation},
    Rule{"pad by nothing", "pad(x, 0, 0) -> x", {&table::pad}, pad_by_nothing},
    Rule{"pad of pad", "two pads with the same value -> one", {&table::pad}, merge_pads},
    Rule{"concatenation of concatenation",
         "parts that are concatenations along the same axis -> their parts; of one part -> x",
         {&table::concatenate},
         flatten_concatenation},
    Rule{"reduction of nothing",
         "a sum, product or extremum over no axes, or of extent 1 -> x reshaped",
         {&table::sum, &table::product, &table::reduce_max, &table::reduce_min},
         reduce_nothing},
    Rule{"extremum of extremum", "max(max(x, a), b) -> max(x, a and b)", {&table::reduce_max, &table::reduce_min}, merge_extrema},
    Rule{"contraction of transpose",
         "contract(transpose(a), b) -> contract(a, b), labels in another order",
         {&table::contraction},
         contract_untransposed},
};

}  // namespace

constinit const Table rules::canonical = {"canonical", rows};

}  // namespace pellucid::inline v0::compiler
