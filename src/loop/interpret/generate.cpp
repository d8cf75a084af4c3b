#include "loop/interpret/generate.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "loop/interpret/handlers.hpp"
#include "loop/interpret/parts.hpp"
#include "loop/interpret/placement.hpp"
#include "loop/operation.hpp"

namespace pellucid::inline v0::loop {

namespace {

// Slots: one for each binder, one for each part, then those of parts on demand that say whether the part is there.
class Generator {
 public:
  Generator(const Parts& parts, const Placement& placement, const Context& context, std::string name)
      : parts_(parts), placement_(placement), context_(context) {
    code_.name = std::move(name);
    code_.slots.resize(parts.binders().size() + parts.all().size());
    code_.places.resize(placement.places().size());
  }

  Code generate(const std::vector<int>& loops, const std::vector<int>& roots, const std::vector<Store>& stores) {
    for (std::size_t i = 0; i < loops.size(); ++i) code_.loops.push_back(level(static_cast<int>(i) + 1, loops[i]));
    for (std::size_t i = 0; i < parts_.all().size(); ++i) emit(static_cast<int>(i));
    for (const int root : roots) code_.roots.push_back(slot_of(root));
    auto root = roots.begin();
    for (const Store& store : stores) {
      const int value = slot_of(*root++);
      const auto index_end = root + static_cast<std::ptrdiff_t>(store.index.size());
      const DType dtype = store.value->dtype;
      const bool keeps_rest = store.rest >= 0;
      code_.stores.push_back(
          {keeps_rest ? add_exactly_handler(dtype, context_.checked) : store_handler(dtype, store.write, context_.checked), -1, {value}});
      point_to(code_.stores.back(), store.buffer, {root, index_end});
      if (keeps_rest) code_.stores.back().rest = &context_.memory[store.rest];
      root = index_end;
    }
    return std::move(code_);
  }

 private:
  const Part& part_at(int part) const { return parts_.all()[static_cast<std::size_t>(part)]; }
  std::vector<Instruction>& place(int place) { return code_.places[static_cast<std::size_t>(place)]; }

  int slot_of(int part) const {
    const Part& one = part_at(part);
    if (one.node->operation == Operation::index) return one.depends.front();
    return static_cast<int>(parts_.binders().size()) + part;
  }

  LoopLevel level(int place, int binder) const { return {place, binder, parts_.binders()[static_cast<std::size_t>(binder)].extent}; }

  void emit(int index) {
    const Part& part = part_at(index);
    const Placed& placed = placement_[index];
    if (part.is_leaf()) return fill(part, slot_of(index));
    if (placed.place < 0) return;
    place(placed.place).push_back(instruction(part, placed, slot_of(index)));
    if (!placed.on_demand) return;
    const int flag = static_cast<int>(code_.slots.size());
    code_.slots.emplace_back();
    std::vector<Instruction>& around = place(placement_.places()[static_cast<std::size_t>(placed.place)].around);
    around.insert(around.begin(), {&run_forget, flag});
    for (const int asking : placed.asked_in) place(asking).push_back({&run_on_demand, flag, {placed.place}});
  }

  // What has the same value all the time stands in its slot from the start.
  void fill(const Part& part, int slot) {
    Slot& target = code_.slots[static_cast<std::size_t>(slot)];
    const ExpressionNode& node = *part.node;
    if (node.operation == Operation::constant) target = constant_slot(node);
    else if (node.operation == Operation::size) target.integer = node.extent.evaluate(parts_.bindings());
    else if (node.operation == Operation::reduce) target = neutral_slot(node.reduction, node.dtype);
  }

  Instruction instruction(const Part& part, const Placed& placed, int to) {
    const ExpressionNode& node = *part.node;
    Instruction made{nullptr, to};
    if (node.operation != Operation::load && part.arguments.size() <= made.from.size())
      for (std::size_t i = 0; i < part.arguments.size(); ++i) made.from[i] = slot_of(part.arguments[i]);
    switch (node.operation) {
      case Operation::load:
        made.run = load_handler(node.dtype, context_.checked);
        point_to(made, node.buffer, part.arguments);
        return made;
      case Operation::cast: made.run = cast_handler(node.arguments[0]->dtype, node.dtype); return made;
      case Operation::select:
        made.run = &run_choice;
        made.detail = static_cast<int>(code_.choices.size());
        code_.choices.push_back({placed.inner[0], placed.inner[1], made.from[1], made.from[2]});
        return made;
      case Operation::reduce: return reduction(part, placed, made);
      case Operation::philox: {
        std::array<int, 6> words{};
        for (std::size_t i = 0; i < words.size(); ++i) words[i] = slot_of(part.arguments[i]);
        made.run = &run_philox;
        made.from[0] = static_cast<int>(node.integer);
        made.detail = static_cast<int>(code_.blocks.size());
        code_.blocks.push_back(words);
        return made;
      }
      default:
        const DType dtype = node.arguments[0]->dtype;
        made.run = is_function(node.operation) ? function_handler(node.operation, dtype) : arithmetic_handler(node.operation, dtype);
        return made;
    }
  }

  Instruction reduction(const Part& part, const Placed& placed, Instruction made) {
    Fold fold;
    for (std::size_t i = 0; i < part.binds.size(); ++i) fold.loops.push_back(level(placed.inner[i], part.binds[i]));
    fold.neutral = neutral_slot(part.node->reduction, part.node->dtype);
    fold.combine = {fold_handler(part.node->reduction, part.node->dtype), made.to, {made.to, made.from[0]}};
    const bool sums_floats = part.node->reduction == Reduction::sum && is_floating(part.node->dtype);
    made.run = sums_floats ? summation_handler(part.node->dtype) : &run_fold;
    made.detail = static_cast<int>(code_.folds.size());
    code_.folds.push_back(std::move(fold));
    return made;
  }

  void point_to(Instruction& made, int buffer, const std::vector<int>& index) {
    const Block& block = context_.memory[buffer];
    made.block = &block;
    made.detail = static_cast<int>(code_.steps.size());
    for (std::size_t i = 0; i < index.size(); ++i) code_.steps.push_back({slot_of(index[i]), block.shape[i], block.strides[i]});
  }

  const Parts& parts_;
  const Placement& placement_;
  const Context& context_;
  Code code_;
};

// Buffers whose memory a kernel stores to, by whatever name.
std::vector<bool> stored_by(const std::vector<Store>& stores, const Memory& memory) {
  std::vector<bool> stored(memory.count());
  for (std::size_t buffer = 0; buffer < stored.size(); ++buffer)
    for (const Store& store : stores)
      for (const int target : {store.buffer, store.rest})
        if (target >= 0 && memory[target].data == memory[static_cast<int>(buffer)].data) stored[buffer] = true;
  return stored;
}

Generated generate_for(const std::string& name, const std::vector<Axis>& axes, const Expressions& expressions,
                       const std::vector<Store>& stores, const Context& context) {
  Generated result;
  Parts parts(context.bindings, stored_by(stores, context.memory));
  for (const Axis& axis : context.loops) result.around.push_back({axis.id, parts.bind(axis)});
  std::vector<int> loops, roots;
  for (const Axis& axis : axes) loops.push_back(parts.bind(axis));
  for (const Expression& expression : expressions) roots.push_back(parts.add(expression));
  const Placement placement(parts, loops, roots);
  result.code = Generator(parts, placement, context, name).generate(loops, roots, stores);
  return result;
}

}  // namespace

Generated generate(const Kernel& kernel, const Context& context) {
  Expressions all;
  for (const Store& store : kernel.stores) {
    all.push_back(store.value);
    all.insert(all.end(), store.index.begin(), store.index.end());
  }
  return generate_for(kernel.name, kernel.axes, all, kernel.stores, context);
}

Generated generate(const Expressions& expressions, const Context& context) { return generate_for("", {}, expressions, {}, context); }

}  // namespace pellucid::inline v0::loop
