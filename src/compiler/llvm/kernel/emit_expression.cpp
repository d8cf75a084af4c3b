// The value of an expression at one position of the block: from what is known, or computed and remembered.
#include <algorithm>

#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

using loop::Operation;

llvm::Value* KernelEmitter::value(const loop::Expression& expression, Coordinates at, const Guard* guard) {
  const loop::ExpressionNode& node = *expression;
  if (node.operation == Operation::constant) return arithmetic_.constant(node);
  guard = guard_for(node, guard);
  const Key key{&node, at & slots_of(node, guard), guard, 0};
  if (llvm::Value* known = find(key)) return known;
  if (node.operation == Operation::reduce) {
    reduce_together({{expression, guard}});
    return find(key);
  }
  return remember(key, compute(expression, key.at, guard));
}

llvm::Value* KernelEmitter::compute(const loop::Expression& expression, Coordinates at, const Guard* guard) {
  const loop::ExpressionNode& node = *expression;
  switch (node.operation) {
    case Operation::index: return index(node, at);
    case Operation::size: return frame_.dim(node.extent);
    case Operation::load: return load(node, at, guard);
    case Operation::cast: return arithmetic_.cast(value(node.arguments[0], at, guard), node.arguments[0]->dtype, node.dtype);
    case Operation::philox: return philox(node, at, guard);
    case Operation::select: return select(node, at, guard);
    default: break;
  }
  llvm::SmallVector<llvm::Value*, 3> arguments;
  for (const loop::Expression& argument : node.arguments) arguments.push_back(value(argument, at, guard));
  return arithmetic_.apply(node.operation, node.arguments[0]->dtype, arguments, mask_of(vector_level(node), at));
}

llvm::Value* KernelEmitter::select(const loop::ExpressionNode& node, Coordinates at, const Guard* guard) {
  llvm::Value* condition = value(node.arguments[0], at, guard);
  llvm::Value* then = value(node.arguments[1], at, guarded(node.arguments[0], true, guard));
  llvm::Value* otherwise = value(node.arguments[2], at, guarded(node.arguments[0], false, guard));
  return arithmetic_.apply(Operation::select, node.dtype, {condition, then, otherwise});
}

llvm::Value* KernelEmitter::philox(const loop::ExpressionNode& node, Coordinates at, const Guard* guard) {
  std::vector<const loop::ExpressionNode*> arguments;
  for (const loop::Expression& argument : node.arguments) arguments.push_back(argument.get());
  const loop::ExpressionNode* block = philox_blocks_.emplace(arguments, &node).first->second;
  const int word = static_cast<int>(node.integer);
  if (llvm::Value* known = find({block, at, guard, 1 + word})) return known;
  Values values;
  for (const loop::Expression& argument : node.arguments) values.push_back(value(argument, at, guard));
  const auto words = arithmetic_.philox(values);
  for (int i = 0; i < 4; ++i) remember({block, at, guard, 1 + i}, words[static_cast<std::size_t>(i)]);
  return words[static_cast<std::size_t>(word)];
}

llvm::Value* evaluate_integer(Frame& frame, const loop::Expression& expression) {
  const loop::Kernel none;
  KernelEmitter emitter(frame, none);
  const KernelEmitter::Scope outside(emitter, {});
  return emitter.value(expression, 0, nullptr);
}

llvm::Value* KernelEmitter::index(const loop::ExpressionNode& node, Coordinates at) {
  const Level* level = level_of(node.axis.id);
  if (level == nullptr) return frame_.axis(node.axis.id);
  const Binding& binding = level->binding;
  llvm::Value* first = ir_.CreateAdd(binding.base, frame_.number(position(binding, at) * static_cast<std::int64_t>(binding.lanes)));
  if (binding.lanes == 1) return first;
  return ir_.CreateAdd(spread(ir_, first, binding.lanes), sequence(ir_.getContext(), 64, binding.lanes, 0, 1));
}

}  // namespace pellucid::inline v0::compiler
