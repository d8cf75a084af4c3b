#include "derive/independence.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>

#include "graph/scan.hpp"
#include "graph/walk.hpp"
#include "ops/support/contraction.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

// Where a value has the examples: on no axis (all share it), on one, or nothing is known.
struct Examples {
  enum class Kind : std::uint8_t { shared, axis, unknown } kind = Kind::shared;
  std::int64_t axis{};
  bool operator==(const Examples&) const = default;
};
constexpr Examples shared{};
constexpr Examples unknown_examples{.kind = Examples::Kind::unknown};
constexpr Examples on(std::int64_t axis) { return {Examples::Kind::axis, axis}; }

using Known = std::unordered_map<Variable, Examples>;

// Examples stand first, or it is not known which axis counts them.
Examples of_input(const Variable& input, const Dim& batch) {
  const Dims& dims = input.dims();
  const auto found = std::ranges::find(dims, batch);
  if (found == dims.end()) return shared;
  return found == dims.begin() ? on(0) : unknown_examples;
}

// Of inputs none of which is unknown.
Examples same_axis(const std::vector<Examples>& inputs) {
  Examples result = shared;
  for (const Examples& input : inputs) {
    if (input == shared) continue;
    if (result != shared && result != input) return unknown_examples;
    result = input;
  }
  return result;
}

Examples of_contraction(const Apply& node, const std::vector<Examples>& in) {
  const Labels labels = labels_of(node);
  std::string found;
  for (std::size_t i = 0; i < 2; ++i)
    if (in[i].kind == Examples::Kind::axis) found += (i == 0 ? labels.a : labels.b)[static_cast<std::size_t>(in[i].axis)];
  if (found.size() == 2 && found[0] != found[1]) return unknown_examples;
  const std::size_t at = labels.out.find(found[0]);
  return at == std::string::npos ? unknown_examples : on(static_cast<std::int64_t>(at));
}

// The axis of the result that is made of `axis` of the input, for reshapes that keep it whole with the extents before it.
Examples of_reshape(const Apply& node, std::int64_t axis) {
  const Dims &from = node.node()->inputs[0].dims(), &to = node.node()->types[0].dims;
  const auto begin = static_cast<std::ptrdiff_t>(axis);
  const Dim before = product(Dims(from.begin(), from.begin() + begin));
  for (std::ptrdiff_t k = 0; k < static_cast<std::ptrdiff_t>(to.size()); ++k)
    if (product(Dims(to.begin(), to.begin() + k)) == before && to[static_cast<std::size_t>(k)] == from[static_cast<std::size_t>(axis)])
      return on(k);
  return unknown_examples;
}

Examples of_reduction(const Axes& axes, std::int64_t axis) {
  if (std::ranges::find(axes, axis) != axes.end()) return unknown_examples;
  return on(axis - std::ranges::count_if(axes, [&](std::int64_t other) { return other < axis; }));
}

std::vector<Examples> walk(const Variables& outputs, Known& known, const Dim& batch);

std::vector<Examples> of_scan(const Apply& node, const std::vector<Examples>& in, const Dim& batch) {
  const ScanParts parts = scan_parts(node);
  std::vector<Examples> inside = in, out;
  for (std::size_t i = 0; i < parts.sequences; ++i) {
    if (in[i] == on(0)) return std::vector<Examples>(node.node()->types.size(), unknown_examples);
    if (in[i].kind == Examples::Kind::axis) inside[i].axis -= 1;
  }
  const auto carries = std::span(inside).subspan(parts.first_carry(), parts.carries);
  for (bool stable = false; !stable;) {  // a carry that was shared may become one of examples; never the other way
    Known known;
    for (std::size_t i = 0; i < inside.size(); ++i) known.emplace(parts.body->inputs()[1 + i], inside[i]);
    out = walk(parts.body->outputs(), known, batch);
    stable = true;
    for (std::size_t i = 0; i < parts.carries; ++i) {
      const Examples both = same_axis({carries[i], out[i]});
      stable = stable && both == carries[i];
      carries[i] = both;
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i < parts.carries) out[i] = carries[i];
    else if (out[i].kind == Examples::Kind::axis) out[i].axis += 1;
  }
  return out;
}

std::vector<Examples> of_node(const Apply& node, const std::vector<Examples>& in, const Dim& batch) {
  const Op& op = *node.node()->op;
  const std::size_t count = node.node()->types.size();
  if (std::ranges::find(in, unknown_examples) != in.end()) return std::vector<Examples>(count, unknown_examples);
  const Examples together = same_axis(in);
  if (together.kind != Examples::Kind::axis) {
    // Nothing of an example goes in. Numbers that count or are drawn along an axis as long as the batch differ by example all the same.
    const bool counts = &op == &table::iota || &op == &table::random_bits || &op == &table::random_uniform || &op == &table::random_normal;
    const Dims& dims = node.node()->types[0].dims;
    const bool along_batch = std::ranges::find(dims, batch) != dims.end();
    // Two axes of different inputs, as in a contraction, are for the op to say.
    if (!(&op == &table::contraction && together.kind == Examples::Kind::unknown))
      return std::vector<Examples>(count, counts && along_batch ? unknown_examples : together);
  }
  const Attributes& attributes = node.node()->attributes;
  if (op.role == Role::place || op.elementwise) return {together};
  if (op.role == Role::scan) return of_scan(node, in, batch);
  if (&op == &table::contraction) return {of_contraction(node, in)};
  if (&op == &table::broadcast) return {on(attributes.get<Axes>("axes")[static_cast<std::size_t>(together.axis)])};
  if (&op == &table::reshape) return {of_reshape(node, together.axis)};
  if (&op == &table::transpose) {
    const Axes& axes = attributes.get<Axes>("axes");
    return {on(std::ranges::find(axes, together.axis) - axes.begin())};
  }
  if (&op == &table::sum || &op == &table::product || &op == &table::reduce_max || &op == &table::reduce_min || &op == &table::mean)
    return {of_reduction(attributes.get<Axes>("axes"), together.axis)};
  if (&op == &table::concatenate && attributes.get<std::int64_t>("axis") != together.axis) return {together};
  if (&op == &table::slice || &op == &table::pad) {
    const auto at = static_cast<std::size_t>(together.axis);
    const bool whole = node.node()->types[0].dims[at] == node.node()->inputs[0].dims()[at] &&
                       (&op == &table::pad || attributes.get<Axes>("steps")[at] == 1);
    return {whole ? together : unknown_examples};
  }
  if (op.inner != nullptr) {
    const Body body = op.inner(node);
    Known known;
    for (std::size_t i = 0; i < in.size(); ++i) known.emplace(body.inputs()[i], in[i]);
    return walk(body.outputs(), known, batch);
  }
  return std::vector<Examples>(count, unknown_examples);
}

std::vector<Examples> walk(const Variables& outputs, Known& known, const Dim& batch) {
  std::unordered_set<Variable> stop;
  for (const auto& [value, examples] : known) stop.insert(value);
  for (const NodePointer& node : topological(outputs, stop)) {
    const Variable first(node, 0);
    std::vector<Examples> found;
    if (is_leaf(first)) {
      found = {node->op->role == Role::input ? of_input(first, batch) : shared};
    } else {
      std::vector<Examples> in;
      for (const Variable& input : node->inputs) in.push_back(known.at(input));
      found = of_node(Apply(node), in, batch);
    }
    for (std::size_t i = 0; i < node->types.size(); ++i) known.try_emplace(Variable(node, i), found[i]);
  }
  std::vector<Examples> result;
  for (const Variable& output : outputs) result.push_back(known.at(output));
  return result;
}

}  // namespace

bool examples_are_independent(const Variable& of, const Dim& batch) {
  Known known;
  return walk({of}, known, batch)[0] == on(0);
}

}  // namespace pellucid::inline v0
