// The recurrence: graph/scan.hpp says what it means.
//
// Pullback: a scan in the opposite direction. Its carries are the cotangents of the forward carries and, for each constant, the sum of its
// cotangents so far, of float16 and bfloat16 in float32; what it collects are the cotangents of the sequences. It runs over the same sequences, over the forward loop's incoming
// carries (collected by the forward scan in addition) and over the cotangents of what was collected, and forms the rest of the forward values
// anew. Pushforward: a scan in the same direction over the same values, whose carries are the tangents.
// Both are ordinary scans, so that derivatives of any order close.
#include <unordered_set>

#include "base/refuse.hpp"
#include "ops/support/arithmetic.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/support/movement.hpp"
#include "ops/support/scan.hpp"

namespace pellucid::inline v0 {
namespace {

Flow flow_at(const Flows& flows, std::size_t first, std::size_t i) { return flows[first + i]; }

void require_carry(const Op& op, std::size_t carry, const Type& expected, const Type& received) {
  if (received == expected) return;
  const Refusal refusal = {.where = std::string(op.name),
                           .what = "carry " + std::to_string(carry) + " changes its type from step to step",
                           .expected = to_string(expected) + " as the initial value",
                           .received = to_string(received),
                           .hint = "Give the initial value the shape and dtype that the body returns."};
  if (expected.dtype != received.dtype) refuse<DtypeError>(refusal);
  refuse<ShapeError>(refusal);
}

Type along(const Dim& length, const Type& type) {
  Type result = type;
  result.dims.insert(result.dims.begin(), length);
  return result;
}

std::vector<Type> infer(const Op& op, const Variables& inputs, const Attributes& attributes) {
  const Body& body = *attributes.get<std::shared_ptr<const Body>>("body");
  const auto sequences = static_cast<std::size_t>(attributes.get<std::int64_t>("sequences"));
  const auto carries = static_cast<std::size_t>(attributes.get<std::int64_t>("carries"));
  const Dim& length = attributes.get<Dims>("length").at(0);
  if (inputs.size() + 1 != body.inputs().size())
    refuse<ValueError>({.where = std::string(op.name),
                        .what = "the body has another number of inputs",
                        .expected = std::to_string(body.inputs().size()) + ", the step and what the loop is given",
                        .received = std::to_string(inputs.size()) + " and the step"});
  for (std::size_t i = 0; i < sequences; ++i) {
    const Type expected = along(length, body.inputs()[1 + i].type());
    if (inputs[i].type() != expected)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "sequence " + std::to_string(i) + " does not fit",
                          .expected = to_string(expected) + ", the length of the loop first",
                          .received = to_string(inputs[i].type())});
  }
  for (std::size_t i = sequences + carries; i < inputs.size(); ++i)
    if (const Type& expected = body.inputs()[1 + i].type(); inputs[i].type() != expected)
      refuse<ShapeError>({.where = std::string(op.name),
                          .what = "constant " + std::to_string(i - sequences - carries) + " does not fit",
                          .expected = to_string(expected) + " as in the body",
                          .received = to_string(inputs[i].type())});
  std::vector<Type> types;
  for (std::size_t i = 0; i < body.outputs().size(); ++i) {
    const Type& type = body.outputs()[i].type();
    if (i < carries) require_carry(op, i, inputs[sequences + i].type(), type);
    types.push_back(i < carries ? type : along(length, type));
  }
  return types;
}

// A loop over the values of the forward loop, being put together: linear in its own carries.
class LinearLoop {
 public:
  LinearLoop(const Apply& node, const OpenScan& forward) : node_(node), forward_(forward) { at_.step = forward.at.step; }

  void add_sequence(const Variable& slice, const Variable& sequence) {
    at_.slices.push_back(slice);
    build_.sequences.push_back(sequence);
  }
  void add_carry(const Variable& carry, const Flow& initial, const Flow& next) {
    at_.carries.push_back(carry);
    build_.initial.push_back(initial ? *initial : zeros_like(carry));
    yield_.carries.push_back(next ? *next : zeros_like(carry));
  }
  void collect(const Variable& value) { yield_.collected.push_back(value); }

  ScanResult close(bool reverse) {
    build_.length = forward_.parts.length;
    build_.reverse = reverse;
    add_forward_values();
    std::unordered_map<Variable, Variable> stand_ins;
    const Variables constants = forward_.parts.constants_of(node_);
    for (std::size_t i = 0; i < constants.size(); ++i) stand_ins.emplace(forward_.constants[i], constants[i]);
    return close_scan(build_, at_, yield_, std::move(stand_ins));
  }

 private:
  // Of the forward values only those that are used.
  void add_forward_values() {
    Variables results = yield_.carries;
    results.insert(results.end(), yield_.collected.begin(), yield_.collected.end());
    std::unordered_set<const Node*> used;
    for (const NodePointer& node : topological(results)) used.insert(node.get());
    const Variables sequences = forward_.parts.sequences_of(node_);
    for (std::size_t i = 0; i < sequences.size(); ++i)
      if (used.contains(forward_.at.slices[i].node().get())) add_sequence(forward_.at.slices[i], sequences[i]);
    std::vector<std::size_t> carries;
    for (std::size_t i = 0; i < forward_.parts.carries; ++i)
      if (used.contains(forward_.at.carries[i].node().get())) carries.push_back(i);
    if (carries.empty()) return;
    const Variables saved = save_carries(node_, carries);
    for (std::size_t i = 0; i < carries.size(); ++i) add_sequence(forward_.at.carries[carries[i]], saved[i]);
  }

  const Apply& node_;
  const OpenScan& forward_;
  ScanBuild build_;
  ScanStep at_;
  ScanYield yield_;
};

Flows pullback(const Apply& node, const Flows& cotangents, Differentiator& derive) {
  Flows result(node.inputs().size());
  const OpenScan forward = open_scan(node);
  const ScanParts& parts = forward.parts;

  // Cotangents at one step: those of new carries first. A carry that feeds one of them gets one too, until no more are added.
  Flows at_step(parts.carries + parts.collected);
  for (std::size_t i = 0; i < at_step.size(); ++i)
    if (cotangents[i]) at_step[i] = fresh(forward.outputs[i].type(), "cotangent");
  Variables sources;
  std::vector<std::size_t> positions;
  const Variables inputs = forward.inputs();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!is_floating(inputs[i].dtype())) continue;
    sources.push_back(inputs[i]);
    positions.push_back(i);
  }
  Flows flows(inputs.size());
  for (bool grows = true; grows;) {
    grows = false;
    const Flows found = derive.pullback(forward.outputs, sources, at_step);
    for (std::size_t i = 0; i < found.size(); ++i) flows[positions[i]] = found[i];
    for (std::size_t i = 0; i < parts.carries; ++i) {
      if (!flow_at(flows, parts.first_carry(), i) || at_step[i]) continue;
      at_step[i] = fresh(forward.at.carries[i].type(), "cotangent");
      grows = true;
    }
  }

  LinearLoop backward(node, forward);
  for (std::size_t i = 0; i < parts.carries; ++i)
    if (at_step[i]) backward.add_carry(*at_step[i], cotangents[i], flow_at(flows, parts.first_carry(), i));
  for (std::size_t i = 0; i < parts.constants; ++i) {
    const Flow flow = flow_at(flows, parts.first_constant(), i);
    if (!flow) continue;
    const Variable term = widened(*flow), so_far = fresh(term.type(), "sum");
    backward.add_carry(so_far, std::nullopt, so_far + term);
  }
  for (std::size_t i = 0; i < parts.sequences; ++i)
    if (flows[i]) backward.collect(*flows[i]);
  for (std::size_t i = parts.carries; i < at_step.size(); ++i)
    if (at_step[i]) backward.add_sequence(*at_step[i], *cotangents[i]);
  const ScanResult made = backward.close(!parts.reverse);

  std::size_t carry = 0, collected = 0;
  for (std::size_t i = 0; i < parts.carries; ++i)
    if (at_step[i]) result[parts.first_carry() + i] = made.carries[carry++];
  for (std::size_t i = 0; i < parts.constants; ++i)
    if (const Flow flow = flow_at(flows, parts.first_constant(), i))
      result[parts.first_constant() + i] = cast_to(made.carries[carry++], flow->dtype());
  for (std::size_t i = 0; i < parts.sequences; ++i)
    if (flows[i]) result[i] = made.collected[collected++];
  return result;
}

Flows pushforward(const Apply& node, const Flows& tangents, Differentiator& derive) {
  Flows result(node.outputs().size());
  const OpenScan forward = open_scan(node);
  const ScanParts& parts = forward.parts;
  const Variables inputs = forward.inputs();

  // Tangents at one step. A carry whose new value has one gets one too, until no more are added.
  Flows at_step(inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (tangents[i]) at_step[i] = i < parts.first_constant() ? fresh(inputs[i].type(), "tangent") : tangents[i];
  Flows flows;
  for (bool grows = true; grows;) {
    grows = false;
    flows = derive.pushforward(forward.outputs, inputs, at_step);
    for (std::size_t i = 0; i < parts.carries; ++i) {
      Flow& carry = at_step[parts.first_carry() + i];
      if (!flows[i] || carry) continue;
      carry = fresh(forward.at.carries[i].type(), "tangent");
      grows = true;
    }
  }

  LinearLoop loop(node, forward);
  for (std::size_t i = 0; i < parts.sequences; ++i)
    if (at_step[i]) loop.add_sequence(*at_step[i], *tangents[i]);
  for (std::size_t i = 0; i < parts.carries; ++i)
    if (const Flow& carry = at_step[parts.first_carry() + i]) loop.add_carry(*carry, tangents[parts.first_carry() + i], flows[i]);
  for (std::size_t i = parts.carries; i < flows.size(); ++i)
    if (flows[i]) loop.collect(*flows[i]);
  const ScanResult made = loop.close(parts.reverse);

  std::size_t carry = 0, collected = 0;
  for (std::size_t i = 0; i < parts.carries; ++i)
    if (at_step[parts.first_carry() + i]) result[i] = made.carries[carry++];
  for (std::size_t i = parts.carries; i < flows.size(); ++i)
    if (flows[i]) result[i] = made.collected[collected++];
  return result;
}

// A carry is batched when its initial value is, or when a step makes it so.
Variables vectorize(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size, Differentiator& derive) {
  const ScanParts parts = scan_parts(node);
  const Variables inner = parts.body->inputs();
  std::vector<bool> is_batched(batched.begin(), batched.end());
  ScanStep at;
  std::pair<Variables, std::vector<bool>> step;
  for (bool grows = true; grows;) {
    grows = false;
    at = {.step = fresh(parts.step().type(), "step"), .slices = {}, .carries = {}};
    const auto fresh_of = [&](std::size_t i) {
      const Type& type = inner[1 + i].type();
      return fresh(is_batched[i] ? along(size, type) : type, "batched");
    };
    for (std::size_t i = 0; i < parts.sequences; ++i) at.slices.push_back(fresh_of(i));
    for (std::size_t i = 0; i < parts.carries; ++i) at.carries.push_back(fresh_of(parts.first_carry() + i));
    Variables replacements = {at.step};
    for (const Variables& part : {at.slices, at.carries}) replacements.insert(replacements.end(), part.begin(), part.end());
    replacements.insert(replacements.end(), inputs.begin() + static_cast<std::ptrdiff_t>(parts.first_constant()), inputs.end());
    std::vector<bool> has_axis = {false};
    has_axis.insert(has_axis.end(), is_batched.begin(), is_batched.end());
    step = derive.vectorize(parts.body->outputs(), inner, replacements, has_axis, size);
    for (std::size_t i = 0; i < parts.carries; ++i) {
      if (!step.second[i] || is_batched[parts.first_carry() + i]) continue;
      is_batched[parts.first_carry() + i] = true;
      grows = true;
    }
  }

  ScanBuild build = {.length = parts.length, .reverse = parts.reverse};
  for (std::size_t i = 0; i < parts.sequences; ++i) build.sequences.push_back(batched[i] ? move_axis(inputs[i], 0, 1) : inputs[i]);
  ScanYield yield;
  for (std::size_t i = 0; i < parts.carries; ++i) {
    const std::size_t input = parts.first_carry() + i;
    const bool wanted = is_batched[input];
    build.initial.push_back(wanted ? with_leading(inputs[input], batched[input], size) : inputs[input]);
    yield.carries.push_back(wanted ? with_leading(step.first[i], step.second[i], size) : step.first[i]);
  }
  yield.collected.assign(step.first.begin() + static_cast<std::ptrdiff_t>(parts.carries), step.first.end());
  const ScanResult made = close_scan(build, at, yield);

  Variables result;
  for (std::size_t i = 0; i < parts.carries; ++i)
    result.push_back(with_leading(made.carries[i], is_batched[parts.first_carry() + i], size));
  for (std::size_t i = 0; i < parts.collected; ++i)
    result.push_back(step.second[parts.carries + i] ? move_axis(made.collected[i], 1, 0) : repeat_along(made.collected[i], 0, size));
  return result;
}

constexpr std::array<std::string_view, 1> input_names = {"sequence, initial carry or constant"};
constexpr std::array<AttributeDoc, 5> attributes = {
    {{"body", AttributeType::body, "the graph of one step"},
     {"sequences", AttributeType::integer, "how many of the inputs are sequences"},
     {"carries", AttributeType::integer, "how many of the inputs after them are initial carries"},
     {"length", AttributeType::dims, "of the loop, one dim"},
     {"reverse", AttributeType::boolean, "whether steps run from the last to the first"}}};

}  // namespace

constinit const Op table::scan = {.name = "scan",
                                  .doc = "a loop whose body is a graph: sequences in, carries from step to step, values collected",
                                  .role = Role::scan,
                                  .most_inputs = any_number,
                                  .input_names = input_names,
                                  .attributes = attributes,
                                  .prepare = prepare_nothing,
                                  .infer = infer,
                                  .derivative = Derivative::pullback,
                                  .pullback = pullback,
                                  .pushforward = pushforward,
                                  .vectorize = vectorize};

}  // namespace pellucid::inline v0
