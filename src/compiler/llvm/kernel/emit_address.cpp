// Addresses: what outer loops know is added there, what differs between the positions of a block is a constant offset.
#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

using loop::Operation;

const Place& KernelEmitter::place_of(const void* owner, int buffer, const loop::Expressions& indices) {
  const auto found = places_.find(owner);
  return found != places_.end() ? found->second : places_.emplace(owner, find_place(buffer, indices, buffers_)).first->second;
}

llvm::Type* KernelEmitter::element_of(const Place& place) const { return stored_type(dtype_of_place(place), ir_.getContext()); }
llvm::Align KernelEmitter::alignment_of(const Place& place) const { return llvm::Align(size_of(dtype_of_place(place))); }

// The place with all axes bound by the first `depth` levels at their base, but for known summands, which are added last.
llvm::Value* KernelEmitter::base_pointer(const Place& place, std::size_t depth) {
  const Key key{&place, depth, nullptr, -1};
  if (llvm::Value* known = find(key)) return known;
  const auto moved = [&](llvm::Value* pointer, llvm::Value* offset) { return ir_.CreateInBoundsGEP(element_of(place), pointer, offset); };
  if (depth == 0) {
    llvm::Value* pointer = frame_.buffer(place.buffer);
    if (!place.constant.is_known()) pointer = moved(pointer, frame_.dim(place.constant));
    for (const Place::Part& part : place.parts) {
      if (part.atom->operation != Operation::index || level_of(part.atom->axis.id) != nullptr) continue;
      llvm::Value* position = frame_.axis(part.atom->axis.id);
      if (position != nullptr) pointer = moved(pointer, ir_.CreateMul(position, frame_.dim(part.coefficient)));
    }
    return remember(key, pointer);
  }
  llvm::Value* const outer = base_pointer(place, depth - 1);
  llvm::Value* pointer = outer;
  const Binding& binding = levels_[depth - 1].binding;
  for (const Place::Part& part : place.parts) {
    if (part.atom->operation != Operation::index || !binding.binds(part.atom->axis.id)) continue;
    if (part.coefficient.is_known() && llvm::isa<llvm::ConstantInt>(binding.base)) continue;
    pointer = moved(pointer, ir_.CreateMul(binding.base, frame_.dim(part.coefficient)));
  }
  return pointer == outer ? outer : remember(key, pointer);
}

KernelEmitter::Address KernelEmitter::address(const Place& place, Coordinates at, const Guard* guard) {
  Address result{base_pointer(place, levels_.size())};
  const bool narrow = is_small(buffers_[static_cast<std::size_t>(place.buffer)]);
  std::int64_t offset = place.constant.is_known() ? place.constant.value() : 0;
  llvm::Value* sum = nullptr;  // of what is not known now and one for all lanes
  const auto plus = [&](llvm::Value* a, llvm::Value* b) { return a == nullptr ? b : ir_.CreateAdd(a, b); };
  const auto times = [&](llvm::Value* a, const Dim& b) { return b == Dim(1) ? a : ir_.CreateMul(a, frame_.dim(b)); };
  for (const Place::Part& part : place.parts) {
    const Level* level = part.atom->operation == Operation::index ? level_of(part.atom->axis.id) : nullptr;
    if (level != nullptr) {
      const Binding& binding = level->binding;
      const std::int64_t moved = position(binding, at) * static_cast<std::int64_t>(binding.lanes);
      if (part.coefficient.is_known()) {
        const auto* base = llvm::dyn_cast<llvm::ConstantInt>(binding.base);
        offset += part.coefficient.value() * (moved + (base == nullptr ? 0 : base->getSExtValue()));
      } else if (moved != 0) {
        sum = plus(sum, times(frame_.number(moved), part.coefficient));
      }
      if (binding.lanes == 1) continue;
      result.along = level;
      if (part.coefficient.is_known()) {
        result.stride = *result.stride + part.coefficient.value();
      } else {
        llvm::Value* factor = frame_.dim(part.coefficient);
        if (narrow) factor = ir_.CreateTrunc(factor, ir_.getInt32Ty());
        llvm::Value* steps = sequence(ir_.getContext(), narrow ? 32 : 64, binding.lanes, 0, 1);
        result.offsets = plus(result.offsets, ir_.CreateMul(steps, spread(ir_, factor, binding.lanes)));
      }
    } else if (part.atom->operation != Operation::index) {
      llvm::Value* amount = value(part.atom, at, guard);
      if (lanes_of(amount) == 1) {
        sum = plus(sum, times(amount, part.coefficient));
        continue;
      }
      result.along = vector_level(*part.atom);
      // Half as wide integers make gathers twice as fast; sums are right modulo 2^32.
      if (narrow) amount = ir_.CreateTrunc(amount, with_lanes(ir_.getInt32Ty(), lanes_of(amount)));
      llvm::Value* factor = frame_.dim(part.coefficient);
      if (narrow) factor = ir_.CreateTrunc(factor, ir_.getInt32Ty());
      if (part.coefficient != Dim(1)) amount = ir_.CreateMul(amount, spread(ir_, factor, lanes_of(amount)));
      result.offsets = plus(result.offsets, amount);
    }
  }
  if (sum != nullptr) result.pointer = ir_.CreateInBoundsGEP(element_of(place), result.pointer, sum);
  if (offset != 0) result.pointer = ir_.CreateInBoundsGEP(element_of(place), result.pointer, frame_.number(offset));
  if (result.offsets != nullptr) {
    if (*result.stride != 0) {
      llvm::Type* type = result.offsets->getType();
      llvm::Value* steps = sequence(ir_.getContext(), type->getScalarSizeInBits(), lanes_of(type), 0, *result.stride);
      result.offsets = ir_.CreateAdd(result.offsets, steps);
    }
    result.stride = std::nullopt;
  }
  return result;
}

llvm::Value* KernelEmitter::lane_pointers(const Address& address, const Place& place) {
  llvm::Value* offsets = address.offsets;
  if (offsets == nullptr) offsets = sequence(ir_.getContext(), 32, address.along->binding.lanes, 0, *address.stride);
  return ir_.CreateGEP(element_of(place), address.pointer, offsets);
}

}  // namespace pellucid::inline v0::compiler
