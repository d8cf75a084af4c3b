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

// Where a value has the examples: on no axis (all share it, and it would be the same for another number of examples), on one, or nothing is
// known.
struct Examples {
  enum class Kind : std::uint8_t { shared, axis, unknown } kind = Kind::shared;
  std::int64_t axis{};
  bool operator==(const Examples&) const = default;
};
constexpr Examples shared{};
constexpr Examples unknown_examples{.kind = Examples::Kind::unknown};
constexpr Examples on(std::int64_t axis) { return {Examples::Kind::axis, axis}; }

using Known = std::unordered_map<Variable, Examples>;

// What was found for a value, where its shape tells of the number of examples by that axis alone.
Examples fitting(const Examples& found, const Dims& dims, const Dim& batch) {
  if (found == unknown_examples) return found;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    const bool is_theirs = found == on(static_cast<std::int64_t>(i));
    if (is_theirs ? dims[i] != batch : depends_on(dims[i], batch)) return unknown_examples;
  }
  return found;
}

// Whether an op is told the number of examples otherwise than by the shape of its result.
bool is_told(const NodePointer& node, const Dim& batch) {
  return std::ranges::any_of(node->attributes.entries(), [&](const auto& entry) {
    const auto* dims = std::get_if<Dims>(&entry.second);
    return dims != nullptr && *dims != node->types[0].dims &&
           std::ranges::any_of(*dims, [&](const Dim& dim) { return depends_on(dim, batch); });
  });
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

// Where both have examples, then under one letter: under two, one of the shapes would tell of their number twice.
Examples of_contraction(const Apply& node, const std::vector<Examples>& in) {
  const Labels labels = labels_of(node);
  const char letter = in[0] == shared ? labels.b[static_cast<std::size_t>(in[1].axis)] : labels.a[static_cast<std::size_t>(in[0].axis)];
  const std::size_t at = labels.out.find(letter);
  return at == std::string::npos ? unknown_examples : on(static_cast<std::int64_t>(at));
}

// The axis of the result that is made of `axis` of the input, for reshapes that keep it whole with the extents before it.
Examples of_reshape(const Apply& node, std::int64_t axis) {
  const Dims &from = node.node()->inputs[0].dims(), &to = node.node()->types[0].dims;
  const auto at = from.begin() + static_cast<std::ptrdiff_t>(axis);
  const Dim before = product(Dims(from.begin(), at));
  Dim passed = 1;
  std::int64_t k = 0;
  for (const Dim& extent : to) {
    if (passed == before && extent == *at) return on(k);
    passed = passed * extent;
    ++k;
  }
  return unknown_examples;
}

Examples of_reduction(const Axes& axes, std::int64_t axis) {
  return std::ranges::binary_search(axes, axis) ? unknown_examples : on(axis - (std::ranges::lower_bound(axes, axis) - axes.begin()));
}

std::vector<Examples> walk(const Variables& outputs, Known& known, const Dim& batch);

std::vector<Examples> of_scan(const Apply& node, const std::vector<Examples>& in, const Dim& batch) {
  const ScanParts parts = scan_parts(node);
  std::vector<Examples> inside = in, out;
  for (std::size_t i = 0; i < parts.sequences; ++i) {
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
  for (std::size_t i = parts.carries; i < out.size(); ++i)
    if (out[i].kind == Examples::Kind::axis) out[i].axis += 1;
  return out;
}

std::vector<Examples> of_node(const Apply& node, const std::vector<Examples>& in, const Dim& batch) {
  const Op& op = *node.node()->op;
  const Attributes& attributes = node.node()->attributes;
  std::vector<Examples> nothing_known(node.node()->types.size(), unknown_examples);
  if (std::ranges::find(in, unknown_examples) != in.end() || is_told(node.node(), batch)) return nothing_known;
  if (op.role == Role::scan) return of_scan(node, in, batch);
  const Examples together = same_axis(in);
  if (together == shared) {
    const Dims& dims = node.node()->types[0].dims;
    const auto repeated = std::ranges::find(dims, batch);
    const bool repeats = &op == &table::broadcast && repeated != dims.end();
    return std::vector<Examples>(node.node()->types.size(), repeats ? on(repeated - dims.begin()) : shared);
  }
  if (&op == &table::contraction) return {of_contraction(node, in)};
  if (together == unknown_examples) return nothing_known;
  if (op.elementwise || &op == &table::concatenate) return {together};
  if (&op == &table::broadcast) return {on(attributes.get<Axes>("axes")[static_cast<std::size_t>(together.axis)])};
  if (&op == &table::reshape) return {of_reshape(node, together.axis)};
  if (&op == &table::transpose) {
    const Axes& axes = attributes.get<Axes>("axes");
    return {on(std::ranges::find(axes, together.axis) - axes.begin())};
  }
  if (&op == &table::sum || &op == &table::product || &op == &table::reduce_max || &op == &table::reduce_min)
    return {of_reduction(attributes.get<Axes>("axes"), together.axis)};
  // As many as before, in the same order.
  const auto at = static_cast<std::size_t>(together.axis);
  if (&op == &table::slice) return {attributes.get<Axes>("steps")[at] == 1 ? together : unknown_examples};
  if (&op == &table::pad) return {attributes.get<Dims>("low")[at] == 0 ? together : unknown_examples};
  if (op.inner != nullptr) {
    const Body body = op.inner(node);
    Known known;
    for (std::size_t i = 0; i < in.size(); ++i) known.emplace(body.inputs()[i], in[i]);
    return walk(body.outputs(), known, batch);
  }
  return nothing_known;
}

std::vector<Examples> walk(const Variables& outputs, Known& known, const Dim& batch) {
  std::unordered_set<Variable> stop;
  for (const auto& [value, examples] : known) stop.insert(value);
  for (const NodePointer& node : topological(outputs, stop)) {
    const Variable first(node, 0);
    std::vector<Examples> found;
    if (is_leaf(first)) {
      found = {!first.dims().empty() && first.dims()[0] == batch ? on(0) : shared};
    } else {
      std::vector<Examples> in;
      for (const Variable& input : node->inputs) in.push_back(known.at(input));
      found = of_node(Apply(node), in, batch);
    }
    for (std::size_t i = 0; i < node->types.size(); ++i)
      known.try_emplace(Variable(node, i), fitting(found[i], node->types[i].dims, batch));
  }
  std::vector<Examples> result;
  for (const Variable& output : outputs) result.push_back(known.at(output));
  return result;
}

}  // namespace

bool depends_on(const Dim& extent, const Dim& batch) {
  const std::vector<std::string> unknowns = extent.unknowns();
  return std::ranges::find(unknowns, batch.to_string()) != unknowns.end();
}

bool examples_are_independent(const Variable& of, const Dim& batch) {
  Known known;
  return walk({of}, known, batch)[0] == on(0);
}

}  // namespace pellucid::inline v0
