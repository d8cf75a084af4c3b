#include "ops/support/scan.hpp"

#include <ranges>

#include "base/meet.hpp"
#include "base/refuse.hpp"
#include "ops/support/broadcasting.hpp"
#include "ops/vocabulary.hpp"

namespace pellucid::inline v0 {
namespace {

void append(Variables& to, const Variables& more) { to.insert(to.end(), more.begin(), more.end()); }

Variable slice_of(const Variable& sequence) {
  const auto dims = std::views::drop(sequence.dims(), 1);  // of a scalar too, which the op refuses
  return fresh({sequence.dtype(), Dims(dims.begin(), dims.end())}, "slice");
}

ScanStep fresh_step(const ScanBuild& build) {
  ScanStep at;
  at.step = fresh({DType::int64, {}}, "step");
  for (const Variable& sequence : build.sequences) at.slices.push_back(slice_of(sequence));
  at.carries = fresh_like(build.initial, "carry");
  return at;
}

}  // namespace

Variable fresh(const Type& type, std::string_view name) { return input(name, type.dims, type.dtype); }

Variables fresh_like(const Variables& of, std::string_view name) {
  Variables result;
  for (const Variable& variable : of) result.push_back(fresh(variable.type(), name));
  return result;
}

Variables OpenScan::inputs() const {
  Variables all = at.slices;
  append(all, at.carries);
  append(all, constants);
  return all;
}

OpenScan open_scan(const Apply& node) {
  OpenScan open;
  open.parts = scan_parts(node);
  open.at.step = fresh(open.parts.step().type(), "step");
  open.at.slices = fresh_like(open.parts.slices(), "slice");
  open.at.carries = fresh_like(open.parts.inner_carries(), "carry");
  open.constants = fresh_like(open.parts.inner_constants(), "constant");
  Variables arguments = {open.at.step};
  append(arguments, open.inputs());
  open.outputs = instantiate(*open.parts.body, arguments);
  return open;
}

ScanResult close_scan(const ScanBuild& build, const ScanStep& at, const ScanYield& yield,
                      std::unordered_map<Variable, Variable> stand_ins) {
  Variables inner = {at.step}, results = yield.carries;
  if (results.size() != build.initial.size())
    refuse<ValueError>({.where = "scan",
                        .what = "the body gives another number of carries",
                        .expected = std::to_string(build.initial.size()),
                        .received = std::to_string(results.size())});
  // A carry keeps the extents of its initial value, a sequence those of the loop; what cannot have them the op refuses.
  for (std::size_t i = 0; i < results.size(); ++i)
    if (can_be_equal(build.initial[i].dims(), results[i].dims())) results[i] = with_dims(results[i], build.initial[i].dims());
  append(inner, at.slices);
  append(inner, at.carries);
  append(results, yield.collected);
  const Closure closure = close_over(inner, results);

  std::vector<Operand> operands;
  for (const Variable& sequence : build.sequences) {
    const bool may_fit = sequence.rank() > 0 && can_be_equal(build.length, sequence.dims()[0]);
    operands.emplace_back(may_fit ? with_extent(sequence, 0, build.length) : sequence);
  }
  operands.insert(operands.end(), build.initial.begin(), build.initial.end());
  for (const Variable& captured : transform(closure.captured, stand_ins)) operands.emplace_back(captured);
  const Variables outputs = apply_all(table::scan, operands,
                                      {{"body", closure.body},
                                       {"sequences", static_cast<std::int64_t>(build.sequences.size())},
                                       {"carries", static_cast<std::int64_t>(build.initial.size())},
                                       {"length", Dims{build.length}},
                                       {"reverse", build.reverse}});
  const auto middle = outputs.begin() + static_cast<std::ptrdiff_t>(build.initial.size());
  return {Variables(outputs.begin(), middle), Variables(middle, outputs.end())};
}

ScanResult scan(const ScanBuild& build, const std::function<ScanYield(const ScanStep&)>& body) {
  const ScanStep at = fresh_step(build);
  return close_scan(build, at, body(at));
}

Variables save_carries(const Apply& node, const std::vector<std::size_t>& carries) {
  const ScanParts parts = scan_parts(node);
  Variables outputs = parts.body->outputs();
  for (const std::size_t carry : carries) outputs.push_back(parts.inner_carries()[carry]);
  const auto body = std::make_shared<const Body>(parts.body->inputs(), outputs);
  const Variables all = Apply(intern(*node.node()->op, node.inputs(), node.node()->attributes.with("body", body))).outputs();
  return {all.end() - static_cast<std::ptrdiff_t>(carries.size()), all.end()};
}

Variables vectorize_by_loop(const Apply& node, const Variables& inputs, const std::vector<bool>& batched, const Dim& size,
                            Differentiator&) {
  ScanBuild build = {.length = size};
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (batched[i]) build.sequences.push_back(inputs[i]);
  return scan(build,
              [&](const ScanStep& at) {
                Variables single = inputs;
                std::size_t next = 0;
                for (std::size_t i = 0; i < inputs.size(); ++i)
                  if (batched[i]) single[i] = at.slices[next++];
                return ScanYield{.carries = {}, .collected = Apply(rebuild(node.node(), single)).outputs()};
              })
      .collected;
}

}  // namespace pellucid::inline v0
