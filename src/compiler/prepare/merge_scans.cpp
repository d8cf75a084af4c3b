// Scans that are one loop and collect different things of it become one: a layer's outputs, the carries that its derivative goes by, and
// values read inside it are then computed once.
#include <algorithm>

#include "compiler/prepare/prepare.hpp"
#include "graph/scan.hpp"
#include "graph/walk.hpp"

namespace pellucid::inline v0::compiler {
namespace {

// A loop, with a parameter for each value that comes from outside, so that the bodies of two scans can be compared.
struct Loop {
  NodePointer node;
  Variables initial, sequences, constants;  // outside
  Variables new_carries, collected;         // of the body, over the parameters of a Numbering
};

// The same parameter for the same value from outside. Positions are far from those of the final body, so that both can stand beside each other.
class Numbering {
 public:
  const Variable& step() const { return step_; }
  const Variable& slice(const Variable& sequence) {
    Type type = sequence.type();
    type.dims.erase(type.dims.begin());
    return known(slices_, sequence, type);
  }
  const Variable& constant(const Variable& outside) { return known(constants_, outside, outside.type()); }
  const Variable& carry(std::size_t position, const Variable& initial) {
    if (carries_.size() <= position) carries_.resize(position + 1);
    return known(carries_[position], initial, initial.type());
  }

 private:
  using Known = std::unordered_map<Variable, Variable>;
  const Variable& known(Known& of, const Variable& outside, const Type& type) {
    const auto [entry, is_new] = of.try_emplace(outside);
    if (is_new) entry->second = parameter(next_++, type);
    return entry->second;
  }

  static constexpr std::int64_t first = 1 << 20;
  std::int64_t next_ = first + 1;
  Variable step_ = parameter(first, {DType::int64, {}});
  Known slices_, constants_;
  std::vector<Known> carries_;
};

Loop read_loop(const NodePointer& node, Numbering& numbering) {
  const ScanParts parts = scan_parts(Apply(node));
  const Variables &inner = parts.body->inputs(), &inputs = node->inputs;
  Loop loop{.node = node, .initial = {}, .sequences = {}, .constants = {}, .new_carries = {}, .collected = {}};
  std::unordered_map<Variable, Variable> known = {{inner[0], numbering.step()}};
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Variable& inside = inner[1 + i];
    if (i < parts.first_carry()) {
      known.insert_or_assign(inside, numbering.slice(inputs[i]));
      loop.sequences.push_back(inputs[i]);
    } else if (i < parts.first_constant()) {
      known.insert_or_assign(inside, numbering.carry(i - parts.first_carry(), inputs[i]));
      loop.initial.push_back(inputs[i]);
    } else {
      known.insert_or_assign(inside, numbering.constant(inputs[i]));
      loop.constants.push_back(inputs[i]);
    }
  }
  const Variables outputs = transform(parts.body->outputs(), known);
  const auto carries_end = outputs.begin() + static_cast<std::ptrdiff_t>(parts.carries);
  loop.new_carries.assign(outputs.begin(), carries_end);
  loop.collected.assign(carries_end, outputs.end());
  return loop;
}

void add_new(Variables& to, const Variables& from) {
  for (const Variable& value : from)
    if (std::ranges::find(to, value) == to.end()) to.push_back(value);
}

NodePointer write_loop(const Loop& loop, Numbering& numbering) {
  std::unordered_map<Variable, Variable> known;
  Variables parameters, inputs;
  const auto add = [&](const Variable& numbered, const Variable* outside) {
    parameters.push_back(parameter(static_cast<std::int64_t>(parameters.size()), numbered.type()));
    known.insert_or_assign(numbered, parameters.back());
    if (outside != nullptr) inputs.push_back(*outside);
  };
  add(numbering.step(), nullptr);
  for (const Variable& sequence : loop.sequences) add(numbering.slice(sequence), &sequence);
  for (std::size_t i = 0; i < loop.initial.size(); ++i) add(numbering.carry(i, loop.initial[i]), &loop.initial[i]);
  for (const Variable& constant : loop.constants) add(numbering.constant(constant), &constant);
  Variables outputs = loop.new_carries;
  outputs.insert(outputs.end(), loop.collected.begin(), loop.collected.end());
  outputs = transform(outputs, known);
  const Attributes attributes = loop.node->attributes.with("body", std::make_shared<const Body>(parameters, outputs))
                                    .with("sequences", static_cast<std::int64_t>(loop.sequences.size()))
                                    .with("carries", static_cast<std::int64_t>(loop.initial.size()));
  return intern(*loop.node->op, inputs, attributes);
}

bool are_one_loop(const Loop& a, const Loop& b) {
  const ScanParts x = scan_parts(Apply(a.node)), y = scan_parts(Apply(b.node));
  return x.length == y.length && x.reverse == y.reverse && a.initial == b.initial && a.new_carries == b.new_carries;
}

bool depends_on(const Variables& values, const NodePointer& node) {
  const std::vector<NodePointer> before = topological(values);
  return std::ranges::find(before, node) != before.end();
}

// Each of the loop's outputs among those of the merged one.
void replace_by(const Loop& loop, const Loop& merged, const NodePointer& node, std::unordered_map<Variable, Variable>& known) {
  for (std::size_t i = 0; i < loop.new_carries.size(); ++i) known.insert_or_assign(Variable(loop.node, i), Variable(node, i));
  for (std::size_t i = 0; i < loop.collected.size(); ++i) {
    const auto at = std::ranges::find(merged.collected, loop.collected[i]) - merged.collected.begin();
    known.insert_or_assign(Variable(loop.node, loop.new_carries.size() + i),
                           Variable(node, loop.new_carries.size() + static_cast<std::size_t>(at)));
  }
}

// Merges one pair, if there is one. What the later scan brings along must not depend on the earlier one.
bool merge_two(Variables& values) {
  Numbering numbering;
  std::vector<Loop> loops;
  for (const NodePointer& node : topological(values)) {
    if (node->op->role != Role::scan) continue;
    loops.push_back(read_loop(node, numbering));
    for (std::size_t i = 0; i + 1 < loops.size(); ++i) {
      const Loop& later = loops.back();
      if (!are_one_loop(loops[i], later) || depends_on(later.sequences, loops[i].node) || depends_on(later.constants, loops[i].node))
        continue;
      Loop merged = loops[i];
      add_new(merged.sequences, later.sequences);
      add_new(merged.constants, later.constants);
      add_new(merged.collected, later.collected);
      const NodePointer both = write_loop(merged, numbering);
      std::unordered_map<Variable, Variable> known;
      replace_by(loops[i], merged, both, known);
      replace_by(later, merged, both, known);
      values = transform(values, known);
      return true;
    }
  }
  return false;
}

}  // namespace

void merge_scans(Question& question) {
  Variables values = all_values(question);
  while (merge_two(values)) {
  }
  set_values(question, values);
}

}  // namespace pellucid::inline v0::compiler
