#include <algorithm>

#include "compiler/llvm/kernel/kernel_emitter.hpp"

namespace pellucid::inline v0::compiler {

namespace {

// The lanes that a mask lets through, when it is a constant or there is none; otherwise nothing.
std::optional<std::uint64_t> known_lanes(const llvm::Value* mask, unsigned lanes) {
  const std::uint64_t all = lanes >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << lanes) - 1;
  if (mask == nullptr) return all;
  const auto* constant = llvm::dyn_cast<llvm::Constant>(mask);
  if (constant == nullptr) return std::nullopt;
  std::uint64_t alive = 0;
  for (unsigned lane = 0; lane < lanes; ++lane) {
    const llvm::Constant* bit = constant->getAggregateElement(lane);
    if (bit == nullptr || !llvm::isa<llvm::ConstantInt>(bit)) return std::nullopt;
    if (bit->isOneValue()) alive |= std::uint64_t{1} << lane;
  }
  return alive;
}

}  // namespace

llvm::Value* KernelEmitter::held(llvm::Value* stored, DType dtype) {
  return dtype == DType::boolean ? ir_.CreateICmpNE(stored, llvm::Constant::getNullValue(stored->getType())) : stored;
}

llvm::Value* KernelEmitter::load(const loop::ExpressionNode& node, Coordinates at, const Guard* guard) {
  const Place& place = place_of(&node, node.buffer, node.arguments);
  const Address where = address(place, at, guard);
  llvm::Value* mask = guard_mask(guard, at, where.along);
  if (where.along == nullptr) {
    llvm::Value* pointer = mask == nullptr ? where.pointer : ir_.CreateSelect(mask, where.pointer, frame_.spare());
    return held(ir_.CreateAlignedLoad(element_of(place), pointer, alignment_of(place)), node.dtype);
  }
  llvm::Value* tail = mask_of(where.along, at);
  if (mask == nullptr && where.stride && std::abs(*where.stride) > 1) {
    if (const auto alive = known_lanes(tail, where.along->binding.lanes))
      if (llvm::Value* turned = load_transposed(node, place, at, where, *alive)) return turned;
  }
  if (tail != nullptr) mask = mask == nullptr ? tail : ir_.CreateAnd(mask, tail);
  return held(load_lanes(where, place, mask), node.dtype);
}

llvm::Value* KernelEmitter::load_lanes(const Address& where, const Place& place, llvm::Value* mask) {
  const unsigned lanes = where.along->binding.lanes;
  llvm::Type* type = with_lanes(element_of(place), lanes);
  llvm::Value* nothing = llvm::Constant::getNullValue(type);
  if (where.stride == 1) {
    if (mask == nullptr) return ir_.CreateAlignedLoad(type, where.pointer, alignment_of(place));
    return ir_.CreateMaskedLoad(type, where.pointer, alignment_of(place), mask, nothing);
  }
  if (where.stride == -1) {
    Address forward = where;
    forward.stride = 1;
    forward.pointer = ir_.CreateInBoundsGEP(element_of(place), where.pointer, frame_.number(1 - static_cast<std::int64_t>(lanes)));
    return ir_.CreateVectorReverse(load_lanes(forward, place, mask == nullptr ? nullptr : ir_.CreateVectorReverse(mask)));
  }
  if (const auto alive = known_lanes(mask, lanes); alive && where.stride) return load_strided(where, place, *alive);
  if (mask == nullptr) mask = llvm::Constant::getAllOnesValue(with_lanes(ir_.getInt1Ty(), lanes));
  return ir_.CreateMaskedGather(type, lane_pointers(where, place), alignment_of(place), mask, nothing);
}

// One load a lane: as fast as a gather, and there on every machine.
llvm::Value* KernelEmitter::load_strided(const Address& where, const Place& place, std::uint64_t alive) {
  const unsigned lanes = where.along->binding.lanes;
  llvm::Value* result = llvm::Constant::getNullValue(with_lanes(element_of(place), lanes));
  for (unsigned lane = 0; lane < lanes; ++lane) {
    if ((alive >> lane & 1) == 0) continue;
    llvm::Value* pointer = ir_.CreateInBoundsGEP(element_of(place), where.pointer, frame_.number(*where.stride * lane));
    result = ir_.CreateInsertElement(result, ir_.CreateAlignedLoad(element_of(place), pointer, alignment_of(place)), std::uint64_t{lane});
  }
  return result;
}

}  // namespace pellucid::inline v0::compiler
