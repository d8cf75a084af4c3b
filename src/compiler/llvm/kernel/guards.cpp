// Guards: of a select only the chosen side may load.
#include <algorithm>

#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

const Guard* KernelEmitter::guarded(const loop::Expression& condition, bool holds, const Guard* outer) {
  for (const Guard& known : guards_)
    if (known.condition == condition && known.holds == holds && known.outer == outer) return &known;
  return &guards_.emplace_back(Guard{condition, holds, outer});
}

bool KernelEmitter::needs_guard(const loop::ExpressionNode& node) {
  if (const auto found = needs_guard_.find(&node); found != needs_guard_.end()) return found->second;
  bool needs = node.operation == loop::Operation::load && !always_inside(node.buffer, node.arguments, buffers_);
  for (const loop::Expression& argument : node.arguments) needs = needs || needs_guard(*argument);
  return needs_guard_[&node] = needs;
}

llvm::Value* KernelEmitter::guard_mask(const Guard* guard, Coordinates at, const Level* lanes_along) {
  llvm::Value* mask = nullptr;
  for (; guard != nullptr; guard = guard->outer) {
    llvm::Value* condition = value(guard->condition, at, guard->outer);
    if (!guard->holds) condition = ir_.CreateNot(condition);
    // Lanes of another axis: one of them is enough to want what they share.
    if (lanes_of(condition) > 1 && vector_level(*guard->condition) != lanes_along) condition = ir_.CreateOrReduce(condition);
    const unsigned lanes = lanes_along == nullptr ? 1 : lanes_along->binding.lanes;
    condition = spread(ir_, condition, lanes);
    mask = mask == nullptr ? condition : ir_.CreateAnd(mask, condition);
  }
  return mask;
}

}  // namespace pellucid::inline v0::compiler
